package dev.muster.bench.part;

import dev.muster.worker.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/// The process of a worker. Arguments: where Kafka is, its slots, its agents as `TYPE` or `TYPE=LIMIT`.
public final class WorkerPart {
    private WorkerPart() {}

    public static void main(String[] args) {
        var executions = new Executions();
        var refills = new Refills();
        var builder = Worker.builder(args[0]).maxInFlight(Integer.parseInt(args[1]));
        var types = new ArrayList<String>();
        for (var index = 2; index < args.length; index++) {
            var agent = BenchAgent.parse(args[index], executions, refills);
            builder.agent(agent);
            types.add(agent.type().value());
        }
        try (var worker = builder.start()) {
            Part.serve(worker.id() + " " + types, () -> {
                var figures = new LinkedHashMap<String, Object>();
                figures.put("executions", executions.count());
                figures.put("repeated", executions.repeated());
                figures.putAll(refills.figures());
                return figures;
            });
        }
    }
}
