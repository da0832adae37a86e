package org.odklep.setting;

/**
 * What is wrong with a setting that somebody chose.
 *
 * @param name of the setting
 * @param value the part of it that is wrong
 * @param kind tells apart what can be wrong with the same setting; empty where that is one thing
 */
public record SettingProblem(String name, String value, String kind) {
    public SettingProblem(String name, String value) {
        this(name, value, "");
    }
}
