/**
 * LDAPv3 for programs that look users up and let them sign in: bind, search, compare, Who am I? (RFC 4532), Password Modify (RFC
 * 3062), StartTLS, paged results (RFC 2696). Nothing else can be changed here.
 *
 * <p>The UnboundID LDAP SDK reads and writes messages; {@link org.odklep.gate.ldap.LdapServer} accepts and bounds connections,
 * {@link org.odklep.gate.ldap.LdapConnection} is the loop of one, {@link org.odklep.gate.ldap.LdapSession} decides who may do
 * what. Names of entries live in {@link org.odklep.gate.ldap.LdapTree}, their attributes in
 * {@link org.odklep.gate.ldap.UserEntry}; {@link org.odklep.gate.ldap.FilterPlan} says which users can match a filter at all,
 * {@link org.odklep.gate.ldap.GroupPlan} which groups.
 *
 * <pre>
 * BASE
 *   ou=people     uid=NAME   users
 *   ou=groups     cn=NAME    groups of users
 *   ou=services   cn=NAME    programs that may read; they can bind and are not listed
 * </pre>
 */
@NullMarked
package org.odklep.gate.ldap;

import org.jspecify.annotations.NullMarked;
