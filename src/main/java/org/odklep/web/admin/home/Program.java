package org.odklep.web.admin.home;

/** The program that a support case comes from. */
public record Program(String version) {}
