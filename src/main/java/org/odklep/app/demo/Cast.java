package org.odklep.app.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.odklep.account.Actor;
import org.odklep.account.Role;

/**
 * Who plays which part.
 *
 * @param administrators one for each role
 * @param newsletter sends to thousands, as it should
 * @param events sent an invitation to everybody, as it should not have
 * @param earlier whose account was hijacked days ago, and who has it back
 * @param night whose account was hijacked last night
 * @param live whose account is hijacked and sends right now
 * @param locked locked out at this moment
 * @param blocked whose sign-in an administrator blocked
 * @param fresh who got a password and did not choose one yet
 * @param absent who never signed in
 */
record Cast(
        List<Person> people,
        Map<Role, Person> administrators,
        Person newsletter,
        Person events,
        Person monitoring,
        Person earlier,
        Person night,
        Person live,
        List<Person> locked,
        List<Person> blocked,
        List<Person> fresh,
        List<Person> absent) {
    private static final int OTHERS = 45;

    static Cast of(List<Person> people) {
        Queue<Person> town = new ArrayDeque<>();
        Queue<Person> school = new ArrayDeque<>();
        people.stream()
                .skip(OTHERS)
                .forEach(person -> (person.address().endsWith("@" + People.SCHOOL) ? school : town).add(person));
        Map<Role, Person> administrators = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            administrators.put(role, role == Role.DOMAIN_ADMINISTRATOR ? school.remove() : town.remove());
        }
        return new Cast(
                people,
                administrators,
                shared(people, "novice"),
                shared(people, "prireditve"),
                shared(people, "nadzor"),
                town.remove(),
                town.remove(),
                town.remove(),
                take(3, town, school),
                take(6, town, school),
                take(8, town, school),
                take(14, town, school));
    }

    /** An administrator as who acts, from the computer at work. */
    Actor actor(Role role) {
        Person person = administrator(role);
        return new Actor(person.address(), role, person.office());
    }

    Person administrator(Role role) {
        Person person = administrators.get(role);
        if (person == null) {
            throw new IllegalStateException("nobody is " + role);
        }
        return person;
    }

    /** Those who come to work and read their mail. */
    List<Person> active() {
        Set<Person> away = new HashSet<>(absent);
        away.addAll(blocked);
        away.addAll(fresh);
        return people.stream().filter(person -> !away.contains(person)).toList();
    }

    private static Person shared(List<Person> people, String local) {
        return people.stream()
                .filter(person -> person.address().equals(local + "@" + People.TOWN))
                .findFirst()
                .orElseThrow();
    }

    private static List<Person> take(int number, Queue<Person> town, Queue<Person> school) {
        List<Person> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            taken.add(i % 3 == 2 ? school.remove() : town.remove());
        }
        return taken;
    }
}
