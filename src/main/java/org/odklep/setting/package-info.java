/**
 * What administrators decided on a page, beside the configuration file: texts by name, few, in memory on every node.
 *
 * <p>Port: {@link org.odklep.setting.SettingStore}. What a text means is known to the packages above; a setting that the
 * configuration file names holds and cannot be decided here.
 */
@NullMarked
package org.odklep.setting;

import org.jspecify.annotations.NullMarked;
