package org.odklep.setting;

/**
 * What is wrong with a setting that somebody chose.
 *
 * @param name of the setting
 * @param value the part of it that is wrong
 */
public record SettingProblem(String name, String value) {}
