/**
 * The home page: what needs attention, charts, the last releases; and the guide for somebody who cannot sign in or send.
 * {@link org.odklep.web.admin.home.Diagnosis} holds what is known of an account, {@link
 * org.odklep.web.admin.home.NextStep} decides what to do, {@link org.odklep.web.admin.home.GuideWords} says both.
 */
@NullMarked
package org.odklep.web.admin.home;

import org.jspecify.annotations.NullMarked;
