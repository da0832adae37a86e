/**
 * The reader's language: messages with Slovene and English plurals, numbers, times. Every word that a person sees stands
 * in {@code messages.properties} and {@code messages_sl.properties}.
 */
@NullMarked
package org.odklep.web.admin.words;

import org.jspecify.annotations.NullMarked;
