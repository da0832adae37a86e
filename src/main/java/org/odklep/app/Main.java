package org.odklep.app;

/** Where the program begins. */
public final class Main {
    private Main() {}

    static void main(String[] arguments) {
        System.out.println("odklep " + String.join(" ", arguments));
    }
}
