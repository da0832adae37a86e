/**
 * Whose installation this is: name, mail domains and time zone of the organisation, and how everything begins, with a code
 * that the server prints and whoever reads it ({@link org.odklep.organisation.SetUp}).
 *
 * <p>What holds is read at each use ({@link org.odklep.organisation.OrganisationDecision#current}), for it may change while
 * the server runs. Port: {@link org.odklep.organisation.FoundingStore}.
 */
@NullMarked
package org.odklep.organisation;

import org.jspecify.annotations.NullMarked;
