/**
 * Where accounts live, one package for each kind of directory. For now accounts are known by what the mail server
 * says of them; the settings name the members of groups.
 */
@NullMarked
package org.odklep.directory;

import org.jspecify.annotations.NullMarked;
