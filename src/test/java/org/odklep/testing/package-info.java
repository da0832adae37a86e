/**
 * Real servers for tests: Postfix with Dovecot, PostgreSQL, and small clients that speak to them. Every server runs as
 * our own child on free ports of 127.0.0.1, keeps everything in one temporary directory, and is gone after
 * {@code close()} or at the end of the JVM. A server that does not come up fails the test with its own log.
 *
 * <p>Test code only. What one test alone needs (a stub, a table of cases) lives beside that test.
 */
@NullMarked
package org.odklep.testing;

import org.jspecify.annotations.NullMarked;
