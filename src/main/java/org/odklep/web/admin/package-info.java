/**
 * The pages of the admin centre, rendered by the server; they work without JavaScript. Controllers ask the domain and
 * hand records of finished words to the templates, which hold markup and no text.
 *
 * <p>{@link org.odklep.web.admin.session} says who is signed in, {@link org.odklep.web.admin.words} puts things in the
 * reader's language. No lock, limit or right is decided here.
 */
@NullMarked
package org.odklep.web.admin;

import org.jspecify.annotations.NullMarked;
