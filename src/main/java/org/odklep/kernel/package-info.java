/**
 * Parsed values that every other package speaks in: account names, mail addresses and domains, client
 * addresses, reasons, secrets. A value that exists is valid: each type has one factory that normalises and refuses.
 *
 * <p>Knows the JDK only. What belongs to one capability (a lock, a policy, an audit entry) does not live here.
 */
@NullMarked
package org.odklep.kernel;

import org.jspecify.annotations.NullMarked;
