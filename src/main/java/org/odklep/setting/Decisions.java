package org.odklep.setting;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.odklep.account.Actor;
import org.odklep.account.Right;
import org.odklep.audit.AuditEvent;
import org.odklep.kernel.Sha256;

/** The decided settings, in memory; every node follows the store. */
public final class Decisions {
    /** What the audit log calls a change. */
    public static final String UPDATE = "setting.update";

    private final SettingStore store;
    private volatile SettingStore.Stored current = new SettingStore.Stored(0, Map.of());

    public Decisions(SettingStore store) {
        this.store = store;
    }

    /** Reads the settings anew; call at start and at intervals, another node may have changed them. */
    public synchronized void refresh() {
        SettingStore.Stored read = store.load();
        if (read.version() != current.version()) {
            current = read;
        }
    }

    /** What was decided; the same object until something changes. */
    public Map<String, String> all() {
        return current.settings();
    }

    /** Tells two versions of some settings apart; the same on every node. */
    public String revision(Collection<String> names) {
        Map<String, String> some = new TreeMap<>(all());
        some.keySet().retainAll(names);
        return Sha256.hex(some.toString()).substring(0, 16);
    }

    /**
     * What settings are about.
     *
     * @param name for the audit log
     * @param right of those who may decide about them
     * @param undecided the value of a setting that nobody decided about yet
     */
    public record Subject(String name, Right right, UnaryOperator<String> undecided) {}

    /** Decides about some settings of policies. */
    public SettingChange decide(String subject, Map<String, String> values, String revision, Actor actor, Instant now) {
        return decide(new Subject(subject, Right.EDIT_POLICIES, name -> "as configured"), values, revision, actor, now);
    }

    /**
     * Decides about some settings together, if they still are at the {@link #revision} that the actor saw. Settings of the same
     * values are no change.
     */
    public synchronized SettingChange decide(
            Subject subject, Map<String, String> values, String revision, Actor actor, Instant now) {
        if (!actor.may(subject.right)) {
            return new SettingChange.NotAllowed(subject.right.leastRole());
        }
        refresh();
        if (!revision(values.keySet()).equals(revision)) {
            return new SettingChange.Conflict();
        }
        Map<String, String> before = new TreeMap<>();
        Map<String, String> after = new TreeMap<>();
        values.forEach((name, value) -> {
            String was = Optional.ofNullable(all().get(name)).orElseGet(() -> subject.undecided.apply(name));
            if (!value.equals(was)) {
                before.put(name, was);
                after.put(name, value);
            }
        });
        return after.isEmpty() ? new SettingChange.Done() : replace(subject.name, before, after, actor, now);
    }

    private SettingChange replace(
            String subject, Map<String, String> before, Map<String, String> after, Actor actor, Instant now) {
        Map<String, String> settings = new HashMap<>(all());
        settings.putAll(after);
        AuditEvent event = new AuditEvent(
                now, actor.name(), actor.origin(), UPDATE, target(subject), "", text(before), text(after));
        boolean replaced = store.replace(current.version(), settings, event);
        refresh();
        return replaced ? new SettingChange.Done() : new SettingChange.Conflict();
    }

    /** What the audit log calls the settings about something. */
    public static String target(String subject) {
        return "setting:" + subject;
    }

    /** Settings in the audit log. */
    public static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue().replace("\n", " "))
                .collect(Collectors.joining(", "));
    }
}
