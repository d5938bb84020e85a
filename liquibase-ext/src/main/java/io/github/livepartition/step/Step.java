// SPDX-License-Identifier: Apache-2.0
package io.github.livepartition.step;

import io.github.livepartition.catalog.Table;
import io.github.livepartition.sql.Sql;
import java.util.List;

/**
 * One thing to do, as SQL. A step holds no connection and knows nothing of the steps around it;
 * what a stage of steps may combine is {@link io.github.livepartition.plan.Stage}'s business.
 */
public sealed interface Step
        permits AddBoundsCheck,
                AddConstraint,
                AddDefaultCheck,
                AddForeignKey,
                AddIncomingKey,
                AddMoveCheck,
                AddPartitions,
                AddUnprovedForeignKey,
                Analyze,
                AnalyzeAnew,
                AttachForeignKey,
                AttachPartition,
                AttachStaged,
                BuildCopyIndexes,
                BuildIndex,
                ChangeBelonging,
                BuildUniqueIndex,
                ClaimDefault,
                CommentOn,
                CompareCopy,
                CompareLegacy,
                CompareRange,
                CopyRange,
                CopyRows,
                CreateChangeLog,
                CreateCopy,
                CreateGroup,
                CreateIndex,
                CreatePartition,
                CreatePartitionedTable,
                CreateStagedPartition,
                CreateStaging,
                CreateTrigger,
                DetachConcurrently,
                DetachPartition,
                DropBoundsCheck,
                DropBoundsFunction,
                DropChangeLog,
                DropChangeTriggers,
                DropCopy,
                DropForeignKey,
                DropGroup,
                DropIncomingKey,
                DropIndex,
                DropLegacy,
                DropMoveCheck,
                DropMoved,
                DropNotNull,
                DropPartitionedTable,
                DropPrimaryKey,
                DropStaged,
                DropTrigger,
                EmptyChangeLog,
                EndStagedLog,
                EndStaging,
                EndWatch,
                ExpectBound,
                ExpectEmpty,
                ExpectIndexes,
                ExpectNothingLogged,
                ExpectReferences,
                ExpectWatched,
                ExpectWithin,
                GroupStaged,
                LogEverything,
                LogOnly,
                MirrorChanges,
                MoveIdentity,
                MoveSerial,
                NarrowBounds,
                NoteStaged,
                NoteVacuum,
                OpenBounds,
                OpenDefault,
                ProveUpperBound,
                RefreshCopy,
                RenameIndex,
                RenameTable,
                ReplaceView,
                ReturnRows,
                ReverseChangeLog,
                SetNotNull,
                SetPrivileges,
                Slices,
                StopMirroring,
                SwapPrimaryKey,
                SwapUniqueIndex,
                TrustBoundsCheck,
                TurnChangeLog,
                Vacuum,
                ValidateBoundsCheck,
                ValidateForeignKeys,
                ValidateIncomingKey,
                WatchStaged {

    /** Verb and object, as in the script, the progress lines and the manual. */
    String title();

    /** What the server does while the locks are held. */
    default Work work() {
        return Work.CATALOG;
    }

    /**
     * Every lock, ACCESS SHARE apart, that the SQL takes on a table or view which existed before
     * the stage; a lock on a partitioned table means its partitions too.
     */
    List<Lock> locks();

    /**
     * One or more statements, each ended by a semicolon; in a {@code Locked} stage they stand in a
     * PL/pgSQL block.
     */
    Sql sql();

    /**
     * Whether the catalog shows the step's work. The steps of a cut-over commit together and answer
     * false.
     */
    default boolean doneIn(Table now) {
        return false;
    }
}
