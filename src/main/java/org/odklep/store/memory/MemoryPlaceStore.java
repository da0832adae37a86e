package org.odklep.store.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.odklep.kernel.AccountName;
import org.odklep.signin.Place;
import org.odklep.signin.PlaceStore;

/** The places of each account, in a list. */
public final class MemoryPlaceStore implements PlaceStore {
    private final Map<AccountName, List<Known>> places = new HashMap<>();

    @Override
    public synchronized boolean isFamiliar(AccountName account, Place place, Instant since) {
        return of(account).stream()
                .anyMatch(known -> known.place().equals(place) && !known.last().isBefore(since));
    }

    @Override
    public synchronized void learn(AccountName account, Place place, Instant at) {
        List<Known> known = new ArrayList<>(of(account));
        Instant first = known.stream()
                .filter(each -> each.place().equals(place))
                .map(Known::first)
                .findFirst()
                .orElse(at);
        known.removeIf(each -> each.place().equals(place));
        known.add(new Known(place, first, at));
        known.sort(Comparator.comparing(Known::last).reversed());
        places.put(account, List.copyOf(known.subList(0, Math.min(MAX_PLACES, known.size()))));
    }

    @Override
    public synchronized List<Known> of(AccountName account) {
        return places.getOrDefault(account, List.of());
    }

    @Override
    public synchronized void forget(AccountName account) {
        places.remove(account);
    }

    @Override
    public synchronized void prune(Instant before) {
        places.replaceAll((account, known) ->
                known.stream().filter(each -> !each.last().isBefore(before)).toList());
        places.values().removeIf(List::isEmpty);
    }
}
