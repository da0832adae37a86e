package org.odklep.app.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.odklep.kernel.ClientAddress;
import org.odklep.lock.References;
import org.odklep.sending.SendAttempt;
import org.odklep.sending.SendingGuard;

/** Mail of the town, handed to the real guard at its time. */
final class MailHistory {
    static final List<String> OUTSIDE = List.of(
            "posta.example",
            "dom.example",
            "telekom.example",
            "ministrstvo.example",
            "banka.example",
            "zdravstveni-dom.example",
            "gradbenik.example",
            "odvetniki.example",
            "univerza.example",
            "turizem.example",
            "zavarovalnica.example",
            "elektro.example",
            "glasbena-sola.example",
            "arhitekti.example",
            "gasilci.example");
    private static final int CONTACTS = 90;

    private final Timeline timeline;
    private final SendingGuard guard;
    private final Random random;

    MailHistory(Timeline timeline, SendingGuard guard, Random random) {
        this.timeline = timeline;
        this.guard = guard;
        this.random = random;
    }

    /** A week of everybody's mail, and the newsletter on Tuesdays and Thursdays. */
    void plan(Cast cast, Hours hours) {
        for (LocalDate day : hours.week()) {
            cast.active().stream()
                    .filter(person -> !person.equals(cast.newsletter()))
                    .forEach(person -> day(person, day));
            monitoring(cast.monitoring(), day);
            if (Hours.isWorkday(day) && day.getDayOfYear() % 2 == 0) {
                newsletter(cast.newsletter(), Hours.at(day, 9, 30));
            }
            if (Hours.isWorkday(day)) {
                parents(cast, day);
            }
        }
    }

    private void day(Person person, LocalDate day) {
        double most = (Hours.isWorkday(day) ? 11 : 1.1) * person.diligence();
        for (int i = (int) Math.round(random.nextDouble() * most); i > 0; i--) {
            boolean phone = random.nextInt(100) < 22;
            timeline.at(
                    phone ? Hours.awake(day, random) : Hours.atWork(day, random),
                    at -> send(ordinary(person, phone ? person.phone() : person.office()), at));
        }
    }

    private void monitoring(Person monitoring, LocalDate day) {
        for (int hour = 0; hour < 24; hour += 2) {
            timeline.at(Hours.at(day, hour, 4), at -> send(message(monitoring, monitoring.office(), 3, 0, 40), at));
        }
    }

    private void newsletter(Person newsletter, Instant start) {
        for (int i = 0; i < 14; i++) {
            timeline.at(
                    start.plusSeconds(20L * i), at -> send(message(newsletter, newsletter.office(), 15, 85, 420), at));
        }
    }

    /** A teacher writes to the parents of two classes, more than the trial policy of the school would have. */
    private void parents(Cast cast, LocalDate day) {
        List<Person> teachers = cast.active().stream()
                .filter(person -> person.department().equals(People.TEACHERS))
                .toList();
        Person teacher = teachers.get(random.nextInt(teachers.size()));
        Instant start = Hours.at(day, 12, 10).plusSeconds(random.nextInt(3000));
        for (int i = 0; i < 2; i++) {
            timeline.at(start.plusSeconds(240L * i), at -> send(message(teacher, teacher.office(), 1, 27, 380), at));
        }
    }

    /** One message after the other to people whom the account never wrote to, whatever the answers are. */
    void flood(Person victim, ClientAddress client, Instant start, Flood flood) {
        for (int i = 0; i < flood.messages; i++) {
            Instant at = start.plusSeconds((long) i * flood.seconds + random.nextInt(4));
            timeline.at(at, when -> send(message(victim, client, 0, flood.recipients, 6), when));
        }
    }

    /**
     * How a hijacker sends.
     *
     * @param seconds between two messages
     * @param recipients of each
     */
    record Flood(int messages, int seconds, int recipients) {}

    private SendAttempt ordinary(Person person, ClientAddress client) {
        int dice = random.nextInt(100);
        int recipients = dice < 70 ? 1 : dice < 93 ? 2 + random.nextInt(3) : 5 + random.nextInt(12);
        int external = 0;
        for (int i = 0; i < recipients; i++) {
            external += random.nextInt(100) < 46 ? 1 : 0;
        }
        int[] keys = new int[external];
        for (int i = 0; i < external; i++) {
            keys[i] = person.number() * 1000 + (int) (CONTACTS * random.nextDouble() * random.nextDouble());
        }
        return attempt(person, client, recipients - external, keys, kilobytes());
    }

    private SendAttempt message(Person from, ClientAddress client, int internal, int external, int kilobytes) {
        int[] strangers = random.ints(external).toArray();
        return attempt(from, client, internal, strangers, kilobytes * 1024L + random.nextInt(900));
    }

    private SendAttempt attempt(Person from, ClientAddress client, int internal, int[] external, long size) {
        return new SendAttempt(
                from.account(),
                from.address(),
                queueId(),
                internal,
                external.length,
                external,
                domains(internal, external.length),
                size,
                client);
    }

    private long kilobytes() {
        return 2048 + (long) (Math.exp(random.nextGaussian() * 1.6 + 2) * 1024);
    }

    private List<String> domains(int internal, int external) {
        Set<String> domains = new LinkedHashSet<>();
        if (internal > 0) {
            domains.add(People.TOWN);
        }
        for (int i = 0; i < Math.min(external, 4); i++) {
            domains.add(OUTSIDE.get(random.nextInt(OUTSIDE.size())));
        }
        return new ArrayList<>(domains);
    }

    /** As Postfix makes them with short names. */
    private String queueId() {
        return "4" + References.next(random).substring(0, 8) + "z";
    }

    private void send(SendAttempt attempt, Instant at) {
        guard.decide(attempt, at);
    }
}
