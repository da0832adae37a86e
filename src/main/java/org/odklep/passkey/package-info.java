/**
 * The answers of authenticators (WebAuthn) and what they are worth: codec and signatures are webauthn4j's, which no other package
 * knows. Nothing is asked of makers of authenticators: what one says of its own make is not looked at.
 */
@NullMarked
package org.odklep.passkey;

import org.jspecify.annotations.NullMarked;
