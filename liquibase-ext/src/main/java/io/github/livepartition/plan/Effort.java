// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.plan;

import io.github.livepartition.catalog.Extent;
import io.github.livepartition.catalog.ReadRate;
import io.github.livepartition.sql.QualifiedName;
import io.github.livepartition.sql.Sql;
import io.github.livepartition.step.AttachStaged;
import io.github.livepartition.step.BuildCopyIndexes;
import io.github.livepartition.step.BuildIndex;
import io.github.livepartition.step.BuildUniqueIndex;
import io.github.livepartition.step.CompareCopy;
import io.github.livepartition.step.CompareRange;
import io.github.livepartition.step.CopyRange;
import io.github.livepartition.step.CopyRows;
import io.github.livepartition.step.MoveSlices;
import io.github.livepartition.step.StagedRange;
import io.github.livepartition.step.Step;
import io.github.livepartition.step.Vacuum;
import io.github.livepartition.step.ValidateBoundsCheck;
import io.github.livepartition.step.ValidateForeignKeys;
import io.github.livepartition.step.ValidateIncomingKey;
import io.github.livepartition.step.Within;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a step has to do with how many rows.
 *
 * @param rows a condition; all rows of the table if it is empty
 */
public record Effort(Kind kind, QualifiedName table, Optional<Sql> rows) {

    /** What takes time, and what it leaves behind. */
    public enum Kind {
        SCAN(1, 0.2, 0, 0, 0),
        COMPARE(2, 1.5, 0, 0, 0),
        /** Each row is looked up in another table. */
        KEYS(1, 1, 0, 0, 0),
        VACUUM(2, 0.3, 0, 0, 0),
        /** One more index: the table is read twice. */
        INDEX(2, 1, 0, 0, INDEX_ROW),
        /** All the indexes that the rows have now. */
        INDEXES(2, 2, 0, 1, 0),
        COPY(2, 4, 1, 0, 0),
        SLICES(3, 15, 1, 1, 0);

        private final int reads;
        private final double microsPerRow;
        private final int heaps;
        private final int indexes;
        private final int bytesPerRow;

        /**
         * @param reads how often as many bytes as the rows have are read or written
         * @param microsPerRow what a row costs besides, as it was measured on a small machine
         * @param heaps how often what it writes is as big as the rows are without their indexes
         * @param indexes likewise of the indexes
         * @param bytesPerRow what it writes else
         */
        Kind(int reads, double microsPerRow, int heaps, int indexes, int bytesPerRow) {
            this.reads = reads;
            this.microsPerRow = microsPerRow;
            this.heaps = heaps;
            this.indexes = indexes;
            this.bytesPerRow = bytesPerRow;
        }
    }

    /** An entry of a b-tree on two columns of 8 bytes, in pages that are nine tenths full. */
    private static final int INDEX_ROW = 31;

    /** Empty for what takes as long whatever the size of the table, and for what nobody knows. */
    static Optional<Effort> of(Step step, List<PlannedRange> ranges) {
        if (step instanceof ValidateBoundsCheck validate) {
            return Optional.of(new Effort(Kind.SCAN, validate.bounds().table()));
        }
        if (step instanceof BuildIndex build) {
            return Optional.of(new Effort(Kind.INDEX, build.table()));
        }
        if (step instanceof BuildUniqueIndex build) {
            return Optional.of(new Effort(Kind.INDEX, build.table()));
        }
        if (step instanceof CopyRows copy) {
            return Optional.of(new Effort(Kind.COPY, copy.copying().source()));
        }
        if (step instanceof BuildCopyIndexes build) {
            return Optional.of(new Effort(Kind.INDEXES, build.copying().source()));
        }
        if (step instanceof CompareCopy compare) {
            return Optional.of(new Effort(Kind.COMPARE, compare.copying().source()));
        }
        if (step instanceof ValidateForeignKeys validate) {
            return Optional.of(new Effort(Kind.KEYS, validate.table()));
        }
        if (step instanceof ValidateIncomingKey validate) {
            return Optional.of(new Effort(Kind.KEYS, validate.key().table()));
        }
        return step instanceof Vacuum vacuum ? of(vacuum, ranges) : ofRange(step);
    }

    /** Of a partition that is not there yet: of the rows that it will have. */
    private static Optional<Effort> of(Vacuum vacuum, List<PlannedRange> ranges) {
        return ranges.stream()
                .filter(range -> range.name().equals(vacuum.table().name()))
                .filter(range -> range.source().isPresent())
                .findFirst()
                .map(r -> new Effort(Kind.VACUUM, r.source().get(), r.share().rows()));
    }

    private static Optional<Effort> ofRange(Step step) {
        if (step instanceof CopyRange copy) {
            return Optional.of(of(Kind.COPY, copy.range()));
        }
        if (step instanceof AttachStaged attach) {
            return Optional.of(of(Kind.INDEXES, attach.range()));
        }
        if (step instanceof CompareRange compare) {
            return Optional.of(of(Kind.COMPARE, compare.range()));
        }
        if (step instanceof MoveSlices slices && !slices.back()) {
            Sql key = Sql.of("%s", slices.bounds().key());
            return Optional.of(
                    new Effort(
                            Kind.SLICES,
                            slices.bounds().table(),
                            Optional.of(Within.condition(key, slices.span()))));
        }
        return Optional.empty();
    }

    private static Effort of(Kind kind, StagedRange range) {
        return new Effort(kind, range.copying().source(), Optional.of(range.condition()));
    }

    private Effort(Kind kind, QualifiedName table) {
        this(kind, table, Optional.empty());
    }

    Duration time(Extent extent, ReadRate rate) {
        double seconds = kind.reads * extent.heapBytes() / rate.perSecond();
        return Duration.ofMillis(
                Math.round(1000 * seconds + extent.rows() * kind.microsPerRow / 1000));
    }

    /** How many bytes it writes that stay. */
    long written(Extent extent) {
        return kind.heaps * extent.heapBytes()
                + kind.indexes * extent.indexBytes()
                + kind.bytesPerRow * extent.rows();
    }

    /** How many bytes of WAL. */
    long wal(Extent extent) {
        return kind == Kind.SLICES ? 2 * written(extent) : written(extent);
    }
}
