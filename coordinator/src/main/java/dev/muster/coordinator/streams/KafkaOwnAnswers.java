package dev.muster.coordinator.streams;

import dev.muster.common.WorkflowId;
import dev.muster.coordinator.port.Figures;
import dev.muster.coordinator.port.OwnAnswers;
import dev.muster.coordinator.port.Rates;
import dev.muster.coordinator.port.WorkflowFilter;
import dev.muster.coordinator.port.WorkflowPage;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// From the stores of the partitions that are open here, and what is counted of them. Thread-safe.
final class KafkaOwnAnswers implements OwnAnswers {
    private final RowStores stores;
    private final WorkflowViews views;
    private final Tallies tallies;
    private final Accepted accepted;
    private final GateFigures gates;
    private final Supplier<Map<String, Rates>> rates;
    private final Membership membership;

    KafkaOwnAnswers(RowStores stores, Membership membership, WorkflowViews views, Accepted accepted,
            Counted counted) {
        this.stores = stores;
        this.membership = membership;
        this.views = views;
        this.accepted = accepted;
        this.tallies = counted.tallies();
        this.gates = counted.gates();
        this.rates = counted.rates();
    }

    /// What is counted beside the stores.
    /// @param rates how fast work comes and goes here, by agent type
    record Counted(Tallies tallies, GateFigures gates, Supplier<Map<String, Rates>> rates) {}

    @Override
    public Found find(WorkflowId id) {
        return stores.read(id, store -> new Found(views.whole(store, id)));
    }

    @Override
    public Found findSurely(WorkflowId id) {
        return new Found(membership.surely(() -> find(id).workflow()));
    }

    @Override
    public Defined definition(WorkflowId id) {
        return new Defined(membership.surely(
                () -> stores.read(id, store -> new Defined(WorkflowViews.definition(store, id)))
                        .definition()));
    }

    @Override
    public Found findAccepted(WorkflowId id) {
        return new Found(accepted.find(id).orElse(null));
    }

    @Override
    public WorkflowPage page(WorkflowFilter filter, List<Integer> partitions) {
        return new Listing(stores, views, tallies::index).page(filter, partitions);
    }

    @Override
    public Figures count(List<Integer> partitions) {
        var sum = Figures.NONE;
        for (var partition : partitions) {
            sum = sum.plus(tallies.figures(partition));
        }
        return sum;
    }

    @Override
    public AgentFigures agents() {
        return new AgentFigures(gates.all(), rates.get());
    }
}
