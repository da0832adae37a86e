package org.odklep.account;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to hash. Those who are known come before strangers, and one place is theirs alone where there is more
 * than one: however many strangers wait, whoever is known waits for one hash at the most. Strangers come to their turn
 * after {@value #IN_A_ROW} who are known. Within a kind the first to come is the first to go.
 */
final class HashingTurns {
    static final int IN_A_ROW = 19;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiter> known = new ArrayDeque<>();
    private final Queue<Waiter> strangers = new ArrayDeque<>();
    private final int places;
    private final int placesOfStrangers;
    private int running;
    private int strangersRunning;
    private int knownInARow;

    HashingTurns(int places) {
        this.places = places;
        this.placesOfStrangers = Math.max(1, places - 1);
    }

    /** Waits for a turn; false when patience ends before. After true, call {@link #end}. */
    boolean begin(Passwords.Caller caller, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        Waiter waiter = new Waiter(caller, lock.newCondition());
        try {
            queue(caller).add(waiter);
            admit();
            waiter.await(patience.toNanos());
            return waiter.admitted;
        } finally {
            if (!waiter.admitted) {
                queue(caller).remove(waiter);
            }
            lock.unlock();
        }
    }

    void end(Passwords.Caller caller) {
        lock.lock();
        try {
            running--;
            strangersRunning -= caller == Passwords.Caller.STRANGER ? 1 : 0;
            admit();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return known.size() + strangers.size();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        while (running < places) {
            boolean mayBeStranger = !strangers.isEmpty() && strangersRunning < placesOfStrangers;
            if (mayBeStranger && (known.isEmpty() || knownInARow >= IN_A_ROW)) {
                knownInARow = 0;
                strangersRunning++;
                admit(strangers.remove());
            } else if (!known.isEmpty()) {
                knownInARow++;
                admit(known.remove());
            } else {
                return;
            }
        }
    }

    private void admit(Waiter waiter) {
        running++;
        waiter.admitted = true;
        waiter.turn.signal();
    }

    private Queue<Waiter> queue(Passwords.Caller caller) {
        return caller == Passwords.Caller.KNOWN ? known : strangers;
    }

    private static final class Waiter {
        private final Passwords.Caller caller;
        private final Condition turn;
        private boolean admitted;

        Waiter(Passwords.Caller caller, Condition turn) {
            this.caller = caller;
            this.turn = turn;
        }

        void await(long nanos) throws InterruptedException {
            long left = nanos;
            while (!admitted && left > 0) {
                left = turn.awaitNanos(left);
            }
        }

        @Override
        public String toString() {
            return caller + (admitted ? " at work" : " waiting");
        }
    }
}
