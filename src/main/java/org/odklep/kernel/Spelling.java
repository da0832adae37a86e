package org.odklep.kernel;

/** How much alike two spellings are. */
public final class Spelling {
    private Spelling() {}

    /**
     * How many characters have to be put in, taken out or replaced to make one text of another (V. I. Levenshtein, Binary codes
     * capable of correcting deletions, insertions, and reversals, 1966).
     */
    public static int changes(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[to.length()];
    }
}
