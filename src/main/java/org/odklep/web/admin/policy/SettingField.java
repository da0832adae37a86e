package org.odklep.web.admin.policy;

import org.odklep.web.admin.Field;

/**
 * A setting, in finished words.
 *
 * @param key in the configuration file; empty where there is none
 * @param fixed true when the configuration file names it, so that it is not decided here
 */
public record SettingField(Field field, String key, boolean fixed) {}
