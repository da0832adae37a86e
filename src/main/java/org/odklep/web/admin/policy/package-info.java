/**
 * Policies: outbound policies and the allow-list, sign-in protection, passwords. What a form asks for is decided by the domain;
 * here its refusals get the reader's words and their place beside a field.
 */
@NullMarked
package org.odklep.web.admin.policy;

import org.jspecify.annotations.NullMarked;
