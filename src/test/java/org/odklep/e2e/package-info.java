/** The packaged program between real servers, as its users meet it. */
@NullMarked
package org.odklep.e2e;

import org.jspecify.annotations.NullMarked;
