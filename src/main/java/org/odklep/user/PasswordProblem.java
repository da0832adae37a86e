package org.odklep.user;

/** Which rule refuses a password. What it holds is for the eyes of whoever chose the password, and for no log. */
public sealed interface PasswordProblem {
    /** In English, what is wrong and what to do. */
    String words();

    /** @param least code points */
    record TooShort(int least) implements PasswordProblem {
        @Override
        public String words() {
            return "It is too short: choose at least " + least + " characters.";
        }
    }

    /** @param most code points */
    record TooLong(int most) implements PasswordProblem {
        @Override
        public String words() {
            return "It is too long: choose at most " + most + " characters.";
        }
    }

    /** It is a banned term, give or take one character. */
    record Banned(String term) implements PasswordProblem {
        @Override
        public String words() {
            return "It is too close to '" + term + "', which everybody tries first: choose another one.";
        }
    }

    /** @param part of the owner's name or address */
    record HoldsName(String part) implements PasswordProblem {
        @Override
        public String words() {
            return "It holds '" + part + "', a part of the name or address: leave that out.";
        }
    }

    /** Each banned term in it counts as one point, and each other character. */
    record TooFewPoints(int points, int needed) implements PasswordProblem {
        @Override
        public String words() {
            return "It is made of words that everybody tries first, so it counts as " + points + " characters and "
                    + needed + " are needed: add something of your own.";
        }
    }

    /** @param score see {@link PasswordStrength#score} */
    record TooEasy(int score, int needed) implements PasswordProblem {
        @Override
        public String words() {
            return "It is easy to guess (" + score + " of " + PasswordStrength.BEST + " points, " + needed
                    + " are needed): choose several unrelated words, or something longer.";
        }
    }

    /** It is the present one. */
    record SameAsBefore() implements PasswordProblem {
        @Override
        public String words() {
            return "It is the present password: choose another one.";
        }
    }
}
