// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.StageState;
import io.github.livepartition.sql.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In which groups the staged partitions change their place. To detach and attach one takes about 3
 * ms with six indexes, and to attach a group hardly more than that.
 *
 * @param made those that there are
 * @param planned those that are to be made of the partitions that are in none
 */
record Groups(List<Group> made, List<Group> planned) {

    private static final int SIZE = 8;

    Groups {
        made = List.copyOf(made);
        planned = List.copyOf(planned);
    }

    /** Lowest keys first. */
    static Groups of(StageContext context, List<Piece> pieces) {
        List<Piece> sorted = new ArrayList<>(pieces);
        sorted.sort(byKey());
        List<List<Piece>> runs = new ArrayList<>();
        List<Optional<Identifier>> names = new ArrayList<>();
        for (Piece piece : sorted) {
            Optional<Identifier> group = group(context, piece);
            int last = runs.size() - 1;
            if (last >= 0
                    && names.get(last).equals(group)
                    && (group.isPresent() || runs.get(last).size() < SIZE)) {
                runs.get(last).add(piece);
            } else {
                runs.add(new ArrayList<>(List.of(piece)));
                names.add(group);
            }
        }
        Set<Identifier> taken = new HashSet<>(context.facts().move().relationNames());
        List<Group> made = new ArrayList<>();
        List<Group> planned = new ArrayList<>();
        int number = 1;
        for (int i = 0; i < runs.size(); i++) {
            if (names.get(i).isPresent()) {
                made.add(new Group(names.get(i).get(), runs.get(i)));
                continue;
            }
            Identifier name;
            do {
                name = context.staged().staging().name().suffixed(Integer.toString(number++));
            } while (!taken.add(name));
            planned.add(new Group(name, runs.get(i)));
        }
        return new Groups(made, planned);
    }

    private static Optional<Identifier> group(StageContext context, Piece piece) {
        Staged staged = context.staged();
        return context.ranges().stream()
                .filter(range -> range.name().equals(piece.name()))
                .flatMap(range -> range.parent().stream())
                .filter(
                        parent ->
                                !parent.equals(staged.staging().name())
                                        && !parent.equals(staged.table().name()))
                .findFirst();
    }

    static Comparator<Piece> byKey() {
        return Comparator.comparing(
                piece -> piece.span().from().orElse(null),
                Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /** Those that are below the table itself. */
    static boolean isFlat(StageContext context, Piece piece) {
        return context.ranges().stream()
                .filter(range -> range.name().equals(piece.name()))
                .map(StageState.Range::parent)
                .anyMatch(Optional.of(context.staged().table().name())::equals);
    }

    List<Group> all() {
        List<Group> all = new ArrayList<>(made);
        all.addAll(planned);
        all.sort(Comparator.comparing(group -> group.pieces().get(0), byKey()));
        return all;
    }
}
