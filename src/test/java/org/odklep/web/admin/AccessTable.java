package org.odklep.web.admin;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.odklep.account.Role;
import org.odklep.sending.Limit;

/**
 * Who gets what at every door of the pages. A line has the door, fields of the form or of the address, whose the thing is, and the
 * outcome for each role in the order of {@link #ROLES}:
 *
 * <ul>
 *   <li>{@code done}: let in, and something was stored
 *   <li>{@code seen}: let in, and nothing was stored
 *   <li>{@code 403}, {@code 404}: refused with this answer, and nothing was stored
 * </ul>
 *
 * <p>The thing is of {@code own}: somebody without a role in the domain of the domain administrator; {@code other}: somebody without
 * a role in another domain; {@code boss}: a security administrator in that domain; {@code self}: the one who asks; {@code -}: nobody.
 */
final class AccessTable {
    static final List<Role> ROLES = List.of(
            Role.GLOBAL_ADMINISTRATOR,
            Role.SECURITY_ADMINISTRATOR,
            Role.USER_ADMINISTRATOR,
            Role.HELPDESK_ADMINISTRATOR,
            Role.AUDITOR,
            Role.DOMAIN_ADMINISTRATOR);

    private static final String LINES = """
            GET /                                         |                    | -     | seen seen seen seen seen seen
            GET /live                                     |                    | -     | seen seen seen seen seen 403
            GET /guide                                    | account={account}  | own   | seen seen seen seen seen seen
            GET /guide                                    | account={account}  | other | seen seen seen seen seen seen
            GET /guide/suggestions                        | account={account}  | own   | seen seen seen seen seen seen
            GET /guide/suggestions                        | account={account}  | other | seen seen seen seen seen seen
            POST /guide/case format=json                  | account={account}  | own   | done done done done done 403
            POST /guide/case format=json                  | account={account}  | other | done done done done done 403
            POST /guide/case format=html                  | account={account}  | own   | done done done done done 403
            POST /guide/case format=html                  | account={account}  | other | done done done done done 403

            GET /users                                    |                    | other | seen seen seen seen seen seen
            GET /users                                    | search={account}   | other | seen seen seen seen seen seen
            GET /users/export                             |                    | other | seen seen seen seen seen seen
            GET /users/new                                |                    | -     | seen 403  seen 403  403  seen
            POST /users/new                               |                    | -     | seen 403  seen 403  403  seen
            GET /users/import                             |                    | -     | seen 403  seen 403  403  seen
            POST /users/import !table                     |                    | -     | seen 403  seen 403  403  seen
            POST /users/import table                      |                    | -     | seen 403  seen 403  403  seen
            GET /users/{id}/edit                          |                    | own   | seen 403  seen 403  403  seen
            GET /users/{id}/edit                          |                    | other | seen 403  seen 403  403  404
            GET /users/{id}/edit                          |                    | boss  | seen 403  403  403  403  403
            POST /users/{id}/edit                         | version={version}&name={account}&displayName=E | own | done 403 done 403 403 done
            POST /users/{id}/edit                         | version={version}&name={account}&displayName=E | other | done 403 done 403 403 404
            POST /users/{id}/edit                         | version={version}&name={account}&displayName=E | boss | done 403 403 403 403 403
            GET /users/{id}/delete                        |                    | own   | seen 403  seen 403  403  seen
            GET /users/{id}/delete                        |                    | other | seen 403  seen 403  403  404
            GET /users/{id}/delete                        |                    | boss  | seen 403  403  403  403  403
            POST /users/{id}/delete                       | reason=r           | own   | done 403  done 403  403  done
            POST /users/{id}/delete                       | reason=r           | other | done 403  done 403  403  404
            POST /users/{id}/delete                       | reason=r           | boss  | done 403  403  403  403  403
            GET /users/{id}                               |                    | own   | seen seen seen seen seen seen
            GET /users/{id}                               |                    | other | seen seen seen seen seen 404
            GET /users/{id}                               |                    | boss  | seen seen seen seen seen seen
            POST /users/{id}/sessions                     |                    | own   | done 403  done done 403  done
            POST /users/{id}/sessions                     |                    | other | done 403  done done 403  404
            POST /users/{id}/sessions                     |                    | boss  | done 403  403  403  403  403
            POST /users/{id}/sessions/{session}           |                    | own   | done 403  done done 403  done
            POST /users/{id}/sessions/{session}           |                    | other | done 403  done done 403  404
            POST /users/{id}/sessions/{session}           |                    | boss  | done 403  403  403  403  403
            POST /users/{id}/lockout                      | reason=r{locked}   | own   | done done done done 403  done
            POST /users/{id}/lockout                      | reason=r{locked}   | other | done done done done 403  404
            POST /users/{id}/roles                        | version={version}&role=auditor | own   | done 403 403 403 403 403
            POST /users/{id}/roles                        | version={version}&role=auditor | other | done 403 403 403 403 404
            POST /users/{id}/roles                        | version={version}&role=auditor | boss  | done 403 403 403 403 403
            GET /users/{id}/password                      |                    | own   | seen 403  seen seen 403  seen
            GET /users/{id}/password                      |                    | other | seen 403  seen seen 403  404
            GET /users/{id}/password                      |                    | boss  | seen 403  403  403  403  403
            POST /users/{id}/password                     | opened={now}       | own   | done 403  done done 403  done
            POST /users/{id}/password                     | opened={now}       | other | done 403  done done 403  404
            POST /users/{id}/password                     | opened={now}       | boss  | done 403  403  403  403  403
            POST /users/reset-password !sure              | user={id}          | own   | seen 403  seen seen 403  seen
            POST /users/reset-password !sure              | user={id}          | other | seen 403  seen seen 403  seen
            POST /users/reset-password sure               | user={id}&opened={now} | own   | done 403 done done 403 done
            POST /users/reset-password sure               | user={id}&opened={now} | other | done 403 done done 403 seen
            POST /users/reset-password sure               | user={id}&opened={now} | boss  | done 403 seen seen 403 seen
            GET /users/{id}/sign-in                       |                    | own   | seen 403  seen 403  403  seen
            GET /users/{id}/sign-in                       |                    | other | seen 403  seen 403  403  404
            GET /users/{id}/sign-in                       |                    | boss  | seen 403  403  403  403  403
            POST /users/{id}/sign-in                      | enabled=false&reason=r | own   | done 403 done 403 403 done
            POST /users/{id}/sign-in                      | enabled=false&reason=r | other | done 403 done 403 403 404
            POST /users/{id}/sign-in                      | enabled=false&reason=r | boss  | done 403 403 403 403 403
            POST /users/sign-in !sure                     | user={id}          | own   | seen 403  seen 403  403  seen
            POST /users/sign-in !sure                     | user={id}          | other | seen 403  seen 403  403  seen
            POST /users/sign-in sure                      | user={id}&enabled=false&reason=r | own   | done 403 done 403 403 done
            POST /users/sign-in sure                      | user={id}&enabled=false&reason=r | other | done 403 done 403 403 seen
            POST /users/sign-in sure                      | user={id}&enabled=false&reason=r | boss  | done 403 seen 403 403 seen
            POST /users/sign-out !sure                    | user={id}          | own   | seen 403  seen seen 403  seen
            POST /users/sign-out !sure                    | user={id}          | other | seen 403  seen seen 403  seen
            POST /users/sign-out sure                     | user={id}          | own   | done 403  done done 403  done
            POST /users/sign-out sure                     | user={id}          | other | done 403  done done 403  seen
            POST /users/sign-out sure                     | user={id}          | boss  | done 403  seen seen 403  seen
            POST /users/release !sure                     | user={id}          | own   | seen seen 403  403  403  403
            POST /users/release sure                      | user={id}&reason=r{restricted} | own   | done done 403 403 403 403
            POST /users/release sure                      | user={id}&reason=r{restricted} | other | done done 403 403 403 403
            GET /users/{id}/second-factor                 |                    | own   | seen 403  seen seen 403  seen
            GET /users/{id}/second-factor                 |                    | other | seen 403  seen seen 403  404
            GET /users/{id}/second-factor                 |                    | boss  | seen 403  403  403  403  403
            POST /users/{id}/second-factor                | reason=r{factor}   | own   | done 403  done done 403  done
            POST /users/{id}/second-factor                | reason=r{factor}   | other | done 403  done done 403  404
            POST /users/{id}/second-factor                | reason=r{factor}   | boss  | done 403  403  403  403  403
            GET /accounts                                 | name={account}     | own   | seen seen seen seen seen 403
            GET /accounts                                 | name={account}     | other | seen seen seen seen seen 403
            POST /accounts/lockout                        | name={account}&reason=r{locked} | own   | done done 403 403 403 403
            POST /accounts/lockout                        | name={account}&reason=r{locked} | other | done done 403 403 403 403

            GET /security/restricted-entities             |                    | -     | seen seen seen seen seen 403
            GET /security/restricted-entities/live        |                    | -     | seen seen seen seen seen 403
            GET /security/restricted-entities/{reference} |                    | own   | seen seen seen seen seen 403
            GET /security/restricted-entities/{reference} |                    | other | seen seen seen seen seen 403
            GET /security/restricted-entities/{reference}/release    |          | own   | seen seen 403 403 403 403
            GET /security/restricted-entities/{reference}/release    |          | other | seen seen 403 403 403 403
            POST /security/restricted-entities/{reference}/release   | reason=r | own   | done done 403 403 403 403
            POST /security/restricted-entities/{reference}/release   | reason=r | other | done done 403 403 403 403
            POST /security/restricted-entities/{reference}/sessions  |          | own   | done 403  403 403 403 403
            POST /security/restricted-entities/{reference}/sessions  |          | other | done 403  403 403 403 403
            GET /security/restricted-entities/release     | selected={reference} | own   | seen seen 403 403 403 403
            GET /security/restricted-entities/release     | selected={reference} | other | seen seen 403 403 403 403
            POST /security/restricted-entities/release    | selected={reference}&reason=r | own   | done done 403 403 403 403
            POST /security/restricted-entities/release    | selected={reference}&reason=r | other | done done 403 403 403 403
            GET /security/lockouts                        |                    | -     | seen seen seen seen seen 403
            GET /security/lockouts                        | search={account}{locked} | other | seen seen seen seen seen 403
            GET /security/lockouts/live                   |                    | -     | seen seen seen seen seen 403
            GET /security/lockouts/end                    | selected={account} | other | seen seen 403  403  403  403
            POST /security/lockouts/end                   | selected={account}&reason=r{locked} | own   | done done 403 403 403 403
            POST /security/lockouts/end                   | selected={account}&reason=r{locked} | other | done done 403 403 403 403
            GET /security/sign-ins                        | account={account}  | other | seen seen seen seen seen 403
            GET /security/message-trace                   | account={account}  | other | seen seen seen seen seen 403
            GET /security/alerts                          |                    | -     | seen seen seen seen seen 403
            GET /audit                                    | target={account}   | other | seen seen 403  403  seen 403
            GET /audit/export                             | target={account}   | other | seen seen 403  403  seen 403

            GET /policies/outbound                        | account={account}  | other | seen seen seen seen seen 403
            GET /policies/outbound/new                    |                    | -     | seen seen 403  403  403  403
            POST /policies/outbound/new                   | %s | - | done done 403 403 403 403
            GET /policies/outbound/{id}/edit          |                    | -     | seen seen 403  403  403  403
            POST /policies/outbound/{id}/edit         | revision={revision}&%s | - | done done 403 403 403 403
            POST /policies/outbound/{id}/move         | from={priority}&to={elsewhere} | -    | done done 403  403  403  403
            POST /policies/outbound/{id}/status       | enabled=false&revision={revision} | - | done done 403 403 403 403
            GET /policies/outbound/{id}/delete        |                    | -     | seen seen 403  403  403  403
            POST /policies/outbound/{id}/delete       | revision={revision} | -    | done done 403  403  403  403
            GET /policies/outbound/allow-list/new         |                    | -     | seen seen 403  403  403  403
            POST /policies/outbound/allow-list/new        | pattern=p{number}@first.si&reason=r | - | done done 403 403 403 403
            GET /policies/outbound/allow-list/remove      | pattern={allowed}  | -     | seen seen 403  403  403  403
            POST /policies/outbound/allow-list/remove     | pattern={allowed}  | -     | done done 403  403  403  403
            GET /policies/sign-in-protection              |                    | -     | seen seen seen seen seen 403
            POST /policies/sign-in-protection             | %s | - | done done 403  403  403  403
            GET /policies/sign-in-protection/{list}/new   |                    | -     | seen seen 403  403  403  403
            POST /policies/sign-in-protection/{list}/new  | network={fresh}&reason=r&until=2027-03-10 | - | done done 403 403 403 403
            GET /policies/sign-in-protection/{list}/remove  | network={network} | -   | seen seen 403  403  403  403
            POST /policies/sign-in-protection/{list}/remove | network={network} | -   | done done 403  403  403  403
            GET /policies/passwords                       |                    | -     | seen seen seen seen seen 403
            POST /policies/passwords                      | %s | - | done done 403  403  403  403
            POST /policies/passwords/try                  | password=x&owner=y | -     | seen seen seen seen seen 403

            GET /settings/administrators                  |                    | -     | seen 403  403  403  403  403
            GET /settings/administrators/new              |                    | -     | seen 403  403  403  403  403
            POST /settings/administrators/new             | name=new{number}&role=auditor | - | done 403 403 403 403 403
            GET /settings/administrators/{name}/reset     |                    | -     | seen 403  403  403  403  403
            POST /settings/administrators/{name}/reset    |                    | -     | done 403  403  403  403  403
            GET /settings/administrators/{name}/remove    |                    | -     | seen 403  403  403  403  403
            POST /settings/administrators/{name}/remove   |                    | -     | done 403  403  403  403  403
            GET /settings/administrators/{name}/second-factor  |               | -     | seen 403  403  403  403  403
            POST /settings/administrators/{name}/second-factor | reason=r      | -     | done 403  403  403  403  403
            GET /settings/api-tokens                      |                    | -     | seen 403  403  403  403  403
            GET /settings/api-tokens/new                  |                    | -     | seen 403  403  403  403  403
            POST /settings/api-tokens/new                 | name=t{number}&role=auditor&days=30&domains= | - | done 403 403 403 403 403
            GET /settings/api-tokens/{id}/revoke          |                    | -     | seen 403  403  403  403  403
            POST /settings/api-tokens/{id}/revoke         |                    | -     | done 403  403  403  403  403
            GET /settings/organisation                    |                    | -     | seen seen seen seen seen 403
            POST /settings/organisation                   | organisation.name=N{number}&revision={organisation} | - | done 403 403 403 403 403
            GET /settings/gates                           |                    | -     | seen seen seen seen seen 403
            GET /settings/gates/live                      |                    | -     | seen seen seen seen seen 403
            GET /settings/gates/connect                   |                    | -     | seen seen seen seen seen 403

            GET /account                                  |                    | self  | seen seen seen seen seen seen
            POST /account/sessions                        | x={session}        | self  | done done done done done done
            POST /account/sessions/{id}                   |                    | self  | done done done done done done
            POST /account/sessions/{id}                   |                    | other | seen seen seen seen seen seen
            GET /account/password                         |                    | self  | 404  404  404  404  404  seen
            POST /account/password                        | present=correct+horse+battery+staple&chosen=%s&repeated=%s | self | 404 404 404 404 404 done
            GET /account/administrator-password           |                    | self  | seen seen seen seen seen 404
            POST /account/administrator-password          | chosen=%s&repeated=%s | self | done done done done done 404
            GET /account/proof                            |                    | self  | seen seen seen seen seen seen
            POST /account/proof                           | proof=wrong        | self  | done done done done done done
            GET /account/second-factor                    |                    | self  | seen seen seen seen seen seen
            POST /account/second-factor/app               |                    | self  | done done done done done done
            POST /account/second-factor/confirm           | code=000000        | self  | seen seen seen seen seen seen
            POST /account/second-factor/codes             |                    | self  | seen seen seen seen seen seen
            GET /account/second-factor/remove             |                    | self  | seen seen seen seen seen seen
            POST /account/second-factor/remove            |                    | self  | seen seen seen seen seen seen

            GET /account/second-factor/passkeys/new       |                    | self  | seen seen seen seen seen seen
            POST /account/second-factor/passkeys/new      | name=phone         | self  | seen seen seen seen seen seen
            GET /account/second-factor/passkeys/{handle}/remove  |             | self  | 404  404  404  404  404  404
            POST /account/second-factor/passkeys/{handle}/remove |             | self  | seen seen seen seen seen seen

            GET /set-up                                   |                    | -     | seen seen seen seen seen seen
            POST /set-up                                  | code=x&name=evil&password=x&repeated=x | - | seen seen seen seen seen seen
            GET /sign-in                                  |                    | -     | seen seen seen seen seen seen
            POST /sign-in                                 | name=nobody&password=wrong | - | done done done done done done
            GET /sign-in/openid                           |                    | -     | 404  404  404  404  404  404
            GET /sign-in/openid/back                      | state=x&code=y     | -     | 404  404  404  404  404  404
            GET /sign-in/code                             |                    | self  | seen seen seen seen seen seen
            POST /sign-in/code                            | code=000000        | self  | seen seen seen seen seen seen
            POST /sign-out                                |                    | self  | done done done done done done
            """.formatted(
                    Fields.POLICY,
                    Fields.POLICY,
                    Fields.PROTECTION,
                    Fields.PASSWORDS,
                    Fields.NEXT,
                    Fields.NEXT,
                    Fields.NEXT,
                    Fields.NEXT);

    private AccessTable() {}

    /** Forms that are too long for the table. */
    private static final class Fields {
        private static final String NEXT = "sivi+volk+tece+cez+reko+83";
        private static final String POLICY = "displayName=New{number}&isEnabled=true&mode=enforce"
                + "&actionWhenThresholdReached=BlockUser&timeZone=UTC&conditions.groups=new{number}"
                + Arrays.stream(Limit.values())
                        .map(limit -> "&limits." + limit.key() + "=" + limit.defaultValue())
                        .collect(Collectors.joining());
        private static final String PROTECTION =
                "lockout.threshold={few}&lockout.durationSeconds=60&lockout.longestSeconds=18000"
                        + "&lockout.sharedHosts=&revision={protection}";
        private static final String PASSWORDS = "passwords.minLength=12&passwords.minScore=0"
                + "&passwords.bannedTerms=term{number}&revision={passwords}";
    }

    /**
     * A line.
     *
     * @param door as a {@link Door} is written
     * @param outcomes in the order of {@link #ROLES}
     */
    record Line(String door, String fields, String thing, List<String> outcomes) {
        private static Line parse(String text) {
            String[] parts = text.split("\\|", -1);
            List<String> outcomes = List.of(parts[3].strip().split(" +"));
            if (parts.length != 4 || outcomes.size() != ROLES.size()) {
                throw new IllegalArgumentException("not a line of the table: " + text);
            }
            return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip(), outcomes);
        }

        String method() {
            return door.substring(0, door.indexOf(' '));
        }

        boolean isRead() {
            return method().equals("GET");
        }

        String outcome(Role role) {
            return outcomes.get(ROLES.indexOf(role));
        }

        String path() {
            return door.split(" ")[1];
        }

        /** The path and, where something is read, the query, about some things. */
        String address(Estate.Things things) {
            String path = things.fill(named(path()));
            String fields = things.fill(allFields());
            return isRead() && !fields.isEmpty() ? path + "?" + fields : path;
        }

        /** The form about some things; without a token where that is empty. */
        String form(Estate.Things things, String token) {
            String fields = things.fill(allFields());
            String with = token.isEmpty() ? "" : "_csrf=" + token;
            return with.isEmpty() || fields.isEmpty() ? with + fields : with + "&" + fields;
        }

        /** The path with the names that {@link Estate.Things} has for what the mapping calls otherwise. */
        private String named(String path) {
            String id = path.startsWith("/settings/api-tokens")
                    ? "{token}"
                    : path.startsWith("/policies/outbound")
                            ? "{policy}"
                            : path.startsWith("/account") ? "{session}" : "{id}";
            return path.replace("{id}", id)
                    .replace("{list}", "blocked")
                    .replace("{handle}", "none")
                    .replace("{name}/second-factor", "{factored}/second-factor");
        }

        /** Fields with those that the mapping itself asks for. */
        private String allFields() {
            String[] parts = door.split(" ");
            String asked = parts.length < 3 || parts[2].startsWith("!") ? "" : parts[2];
            String field = asked.isEmpty() || asked.contains("=") ? asked : asked + "=true";
            return field.isEmpty() || fields.isEmpty() ? field + fields : field + "&" + fields;
        }
    }

    static List<Line> lines() {
        return parse(LINES);
    }

    /** The lines of a table in this form. */
    static List<Line> parse(String lines) {
        return Arrays.stream(lines.split("\n"))
                .filter(line -> !line.isBlank())
                .map(Line::parse)
                .toList();
    }
}
