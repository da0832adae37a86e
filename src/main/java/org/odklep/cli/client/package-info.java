/**
 * How commands reach the server: where it is, the token that opens it, and its answers as JSON trees. Tokens come from
 * files only, never from arguments, which every user of the machine can read in the list of processes.
 */
@NullMarked
package org.odklep.cli.client;

import org.jspecify.annotations.NullMarked;
