package org.odklep.kernel;

/** What may stand in a text that people read: shared by the parsed values of this package. */
final class Text {
    private Text() {}

    /** True for characters that a reader cannot see and a log must not hold: controls, formats, line separators. */
    static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
