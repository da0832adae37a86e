package org.odklep.signin.factor;

/** What came of a code. */
public enum FactorAnswer {
    RIGHT,
    /** Wrong, used before, or not looked at after too many wrong ones: nobody is told which. */
    DENIED
}
