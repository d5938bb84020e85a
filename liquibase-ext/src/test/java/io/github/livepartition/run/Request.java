// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.run;

import io.github.livepartition.plan.Conversion;
import io.github.livepartition.plan.CopyPace;
import io.github.livepartition.plan.KeyChoices;
import io.github.livepartition.plan.Pace;
import io.github.livepartition.plan.PartitionBy;
import io.github.livepartition.plan.Proof;
import io.github.livepartition.plan.Strategy;
import io.github.livepartition.range.KeyUnit;
import io.github.livepartition.sql.Identifier;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.step.Pacing;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Conversions for tests: what is not set has the default of the changelog attribute. */
final class Request {

    private final QualifiedName table;
    private final String key;
    private final String interval;
    private Optional<KeyUnit> unit = Optional.empty();
    private Optional<String> boundary = Optional.empty();
    private int premake = 3;
    private List<String> primaryKey = List.of();
    private Optional<String> legacyName = Optional.empty();
    private Optional<String> pattern = Optional.empty();
    private ZoneId zone = ZoneOffset.UTC;
    private boolean notNull;
    private Strategy strategy = new Strategy.Attach(Proof.SCAN);
    private KeyChoices keys = KeyChoices.NONE;
    private Pace pace = new Pace(Duration.ofMillis(100), Duration.ofSeconds(60));
    private boolean publications;

    private Request(QualifiedName table, String key, String interval) {
        this.table = table;
        this.key = key;
        this.interval = interval;
    }

    static Request of(String schema, String table, String key, String interval) {
        return new Request(QualifiedName.of(schema, table), key, interval);
    }

    /** A copy of this one, changed. */
    private Request with(Consumer<Request> change) {
        Request copy = new Request(table, key, interval);
        copy.unit = unit;
        copy.boundary = boundary;
        copy.premake = premake;
        copy.primaryKey = primaryKey;
        copy.legacyName = legacyName;
        copy.pattern = pattern;
        copy.zone = zone;
        copy.notNull = notNull;
        copy.strategy = strategy;
        copy.keys = keys;
        copy.pace = pace;
        copy.publications = publications;
        change.accept(copy);
        return copy;
    }

    QualifiedName table() {
        return table;
    }

    Optional<KeyUnit> unit() {
        return unit;
    }

    Pace pace() {
        return pace;
    }

    @Override
    public String toString() {
        return conversion().toString();
    }

    Request primaryKey(String... columns) {
        return with(r -> r.primaryKey = List.of(columns));
    }

    Request boundary(String text) {
        return with(r -> r.boundary = Optional.of(text));
    }

    Request unit(KeyUnit keyUnit) {
        return with(r -> r.unit = Optional.of(keyUnit));
    }

    Request premake(int count) {
        return with(r -> r.premake = count);
    }

    Request legacyName(String name) {
        return with(r -> r.legacyName = Optional.of(name));
    }

    Request pattern(String text) {
        return with(r -> r.pattern = Optional.of(text));
    }

    Request zone(String name) {
        return with(r -> r.zone = ZoneId.of(name));
    }

    Request notNull(boolean yes) {
        return with(r -> r.notNull = yes);
    }

    Request proof(Proof how) {
        return with(r -> r.strategy = new Strategy.Attach(how));
    }

    Request pace(long lockTimeoutMillis, long retryForMillis) {
        return with(
                r ->
                        r.pace =
                                new Pace(
                                        Duration.ofMillis(lockTimeoutMillis),
                                        Duration.ofMillis(retryForMillis)));
    }

    Request acceptPublications() {
        return with(r -> r.publications = true);
    }

    Request extend(String name) {
        return unique(name, KeyChoices.Action.EXTEND);
    }

    Request drop(String name) {
        return unique(name, KeyChoices.Action.DROP);
    }

    private Request unique(String name, KeyChoices.Action action) {
        KeyChoices.Unique choice = new KeyChoices.Unique(new Identifier(name), action);
        return keys(
                new KeyChoices(
                        Stream.concat(keys.unique().stream(), Stream.of(choice)).toList(),
                        keys.incoming(),
                        keys.wider()));
    }

    Request incoming(KeyChoices.Incoming what) {
        return keys(new KeyChoices(keys.unique(), what, keys.wider()));
    }

    /** A foreign key of another table with the column that holds the partition column. */
    Request wider(String schema, String other, String name, String... columns) {
        KeyChoices.Wider one =
                new KeyChoices.Wider(
                        QualifiedName.of(schema, other),
                        new Identifier(name),
                        Stream.of(columns).map(Identifier::new).toList());
        return keys(
                new KeyChoices(
                        keys.unique(),
                        keys.incoming(),
                        Stream.concat(keys.wider().stream(), Stream.of(one)).toList()));
    }

    private Request keys(KeyChoices choices) {
        return with(r -> r.keys = choices);
    }

    Request copy() {
        return copy(range());
    }

    /** A copy by the range of this request. */
    Request copy(CopyPace how, boolean reverseLog) {
        return strategy(new Strategy.Copy(range(), Optional.empty(), how, reverseLog));
    }

    private Request strategy(Strategy how) {
        return with(r -> r.strategy = how);
    }

    /** A copy by other than the range of this request, split further or not. */
    Request copy(PartitionBy by, PartitionBy... sub) {
        CopyPace small = new CopyPace(16, Pacing.NONE, 1);
        return strategy(new Strategy.Copy(by, Stream.of(sub).findFirst(), small, true));
    }

    PartitionBy.ByRange range() {
        return new PartitionBy.ByRange(
                new Identifier(key), interval, unit, premake, zone, pattern, Optional.empty());
    }

    static PartitionBy.ByHash hash(String column, int modulus) {
        return new PartitionBy.ByHash(new Identifier(column), modulus, Optional.empty());
    }

    /** Of partitions, each a name and then its values; null is NULL. */
    static PartitionBy.ByList list(String column, PartitionBy.Values... partitions) {
        return new PartitionBy.ByList(new Identifier(column), List.of(partitions));
    }

    static PartitionBy.Values values(String name, String... values) {
        return new PartitionBy.Values(name, Stream.of(values).map(Optional::ofNullable).toList());
    }

    Conversion conversion() {
        return new Conversion(
                table,
                new Identifier(key),
                interval,
                unit,
                boundary,
                premake,
                primaryKey.stream().map(Identifier::new).toList(),
                table.withName(
                        legacyName
                                .map(Identifier::new)
                                .orElseGet(() -> Conversion.defaultLegacyName(table.name()))),
                pattern,
                zone,
                notNull,
                strategy,
                keys,
                pace,
                publications);
    }
}
