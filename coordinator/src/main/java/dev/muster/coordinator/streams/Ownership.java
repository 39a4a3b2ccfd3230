package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.Address;
import java.util.List;

/// Which coordinator has which partition, as far as is known here. Thread-safe.
///
/// Every method may throw [dev.muster.common.error.NotReadyException].
interface Ownership {
    int partitions();

    int partitionOf(WorkflowId id);

    Owner ownerOf(int partition);

    /// All coordinators of the fleet that can be asked, but for this one.
    List<Address> others();

    /// Who has a partition.
    sealed interface Owner {
        /// It is open here.
        record Here() implements Owner {}

        record There(Address address) implements Owner {}

        /// It is on its way to somebody, or its owner serves no API.
        record Nobody() implements Owner {}
    }
}
