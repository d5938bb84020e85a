// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Belonging;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Gives something that hangs on a table to another, or takes it from one. */
public record ChangeBelonging(QualifiedName table, Belonging what, Way way, Sql sql)
        implements Step {

    /** Which of its statements. */
    public enum Way {
        GIVE("give %2$s %1$s", Belonging::give),
        GIVE_TO_PARTITION("give %2$s %1$s", Belonging::giveToPartition),
        SET_ASIDE("set %1$s of %2$s aside", Belonging::setAside),
        RESTORE("give %2$s %1$s back", Belonging::restore),
        RELEASE("take %1$s from %2$s", Belonging::release),
        TAKE_AWAY("take %1$s from %2$s", Belonging::takeAway);

        private final String title;
        private final BiFunction<Belonging, QualifiedName, Optional<Sql>> sql;

        Way(String title, BiFunction<Belonging, QualifiedName, Optional<Sql>> sql) {
            this.title = title;
            this.sql = sql;
        }
    }

    /** Empty where there is nothing to do. */
    public static Optional<ChangeBelonging> of(QualifiedName table, Belonging what, Way way) {
        return way.sql.apply(what, table).map(sql -> new ChangeBelonging(table, what, way, sql));
    }

    /** Gives a partition what concerns the table's indexes, which it has. */
    public static Optional<ChangeBelonging> ofIndexes(
            QualifiedName table, QualifiedName partition, Belonging what) {
        return what.giveToIndexed(table, partition)
                .map(sql -> new ChangeBelonging(partition, what, Way.GIVE_TO_PARTITION, sql));
    }

    @Override
    public String title() {
        return way.title.formatted(what.words(), table);
    }

    @Override
    public List<Lock> locks() {
        boolean renames = way == Way.SET_ASIDE || way == Way.RESTORE;
        if (renames && what.kept().isPresent()) {
            return List.of();
        }
        return List.of(
                what.isExclusive()
                        ? Lock.accessExclusive(table)
                        : Lock.shareUpdateExclusive(table));
    }
}
