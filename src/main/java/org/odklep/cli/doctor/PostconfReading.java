package org.odklep.cli.doctor;

/** What came of reading a Postfix configuration: the settings, or the reason why they cannot be read. */
public sealed interface PostconfReading permits PostfixSettings, PostconfReading.Unreadable {
    /**
     * Nothing can be said about this configuration.
     *
     * @param problem one line for the operator, with what to do
     */
    record Unreadable(String problem) implements PostconfReading {}
}
