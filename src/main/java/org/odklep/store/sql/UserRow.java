package org.odklep.store.sql;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.odklep.account.Role;
import org.odklep.kernel.AccountName;
import org.odklep.kernel.MailAddress;
import org.odklep.kernel.Reason;
import org.odklep.user.PasswordState;
import org.odklep.user.Profile;
import org.odklep.user.SearchText;
import org.odklep.user.SignInBlock;
import org.odklep.user.Times;
import org.odklep.user.User;
import tools.jackson.databind.JsonNode;

/** A user and the row: all columns but the places, which only SQLite has. */
final class UserRow {
    private static final String BETWEEN_ROLES = " ";

    private UserRow() {}

    static void insert(Sql sql, Collection<User> users, Optional<Long> importId) {
        sql.batch(
                """
                insert into directory_user (id, created_ms, last_sign_in_ms, import_id, version, name, sort_name, search, profile, roles,
                    block_reason, block_by, block_since_ms, password_hash, password_changed_ms, must_change,
                    sessions_valid_ms)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                users,
                (parameters, user) -> changeable(
                        parameters
                                .add(user.id())
                                .add(user.times().createdAt().toEpochMilli())
                                .add(Sql.millis(user.times().lastSignIn()))
                                .add(importId.orElse(null))
                                .add(user.version()),
                        user));
    }

    /** Writes what may change, when the stored version is the one before; false when it is not. */
    static boolean update(Sql sql, User user) {
        return sql.batch(
                        """
                update directory_user set name = ?, sort_name = ?, search = ?, profile = ?, roles = ?,
                    block_reason = ?, block_by = ?, block_since_ms = ?, password_hash = ?, password_changed_ms = ?,
                    must_change = ?, sessions_valid_ms = ?, version = version + 1
                where id = ? and version = ?
                """,
                        List.of(user),
                        (parameters, row) ->
                                changeable(parameters, row).add(row.id()).add(row.version() - 1))
                == 1;
    }

    static User read(ResultSet row, int index) throws SQLException {
        return new User(
                row.getString("id"),
                profile(row.getString("name"), Json.readTree(row.getString("profile"))),
                roles(row.getString("roles")),
                block(row),
                new PasswordState(
                        Optional.ofNullable(row.getString("password_hash")),
                        Sql.instant(row, "password_changed_ms"),
                        row.getInt("must_change") == 1),
                new Times(
                        Sql.instant(row, "created_ms"),
                        Sql.instant(row, "sessions_valid_ms"),
                        Sql.optionalInstant(row, "last_sign_in_ms")),
                row.getLong("version"));
    }

    private static Sql.Parameters changeable(Sql.Parameters parameters, User user) throws SQLException {
        Optional<SignInBlock> block = user.block();
        return parameters
                .add(user.name().value())
                .add(SearchText.order(user.displayName()))
                .add(SearchText.of(user))
                .add(Json.write(document(user.profile())))
                .add(user.sortedRoles().stream().map(Role::key).collect(Collectors.joining(BETWEEN_ROLES)))
                .add(block.map(why -> why.reason().text()).orElse(null))
                .add(block.map(SignInBlock::by).orElse(null))
                .add(Sql.millis(block.map(SignInBlock::since)))
                .add(user.password().hash().orElse(null))
                .add(user.password().changedAt().toEpochMilli())
                .add(user.password().mustChange() ? 1 : 0)
                .add(user.times().sessionsValidFrom().toEpochMilli());
    }

    private static Optional<SignInBlock> block(ResultSet row) throws SQLException {
        String reason = row.getString("block_reason");
        return reason == null
                ? Optional.empty()
                : Optional.of(new SignInBlock(
                        new Reason(reason), row.getString("block_by"), Sql.instant(row, "block_since_ms")));
    }

    private static Set<Role> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String key : text.isEmpty() ? new String[0] : text.split(BETWEEN_ROLES, -1)) {
            roles.add(Role.byKey(key).orElseThrow(() -> new IllegalStateException("there is no role " + key)));
        }
        return roles;
    }

    private static Document document(Profile profile) {
        return new Document(
                profile.displayName(),
                profile.mail().map(MailAddress::toString).orElse(null),
                texts(profile.aliases()),
                texts(profile.groups()),
                profile.preferredLanguage().orElse(null),
                texts(profile.recoveryAddresses()));
    }

    private static @Nullable List<String> texts(Collection<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.toString()));
        texts.sort(null);
        return texts.isEmpty() ? null : texts;
    }

    /** Read by hand: a sign-in waits for it, and to call the constructor of a record takes Jackson several times longer. */
    private static Profile profile(String name, JsonNode document) {
        return new Profile(
                new AccountName(name),
                document.required("displayName").asString(),
                text(document, "mail").map(UserRow::address),
                each(document, "aliases", AccountName::new),
                each(document, "groups", Function.identity()),
                text(document, "preferredLanguage"),
                each(document, "recoveryAddresses", UserRow::address));
    }

    private static Optional<String> text(JsonNode document, String key) {
        return Optional.ofNullable(document.get(key)).map(JsonNode::asString);
    }

    private static <T> Set<T> each(JsonNode document, String key, Function<String, T> read) {
        Set<T> values = new LinkedHashSet<>();
        document.path(key).forEach(value -> values.add(read.apply(value.asString())));
        return values;
    }

    private static MailAddress address(String text) {
        return MailAddress.parse(text)
                .orElseThrow(() -> new IllegalStateException("stored address cannot be read: " + text));
    }

    /** What is not given is not written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Document(
            String displayName,
            @Nullable String mail,
            @Nullable List<String> aliases,
            @Nullable List<String> groups,
            @Nullable String preferredLanguage,
            @Nullable List<String> recoveryAddresses) {}
}
