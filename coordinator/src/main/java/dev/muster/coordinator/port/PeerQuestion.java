package dev.muster.coordinator.port;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.common.WorkflowId;
import java.util.List;
import java.util.Objects;

/// What one coordinator asks another: each answers from what it has itself, and never asks on.
/// @param <A> the answer, which travels as JSON
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "question")
@JsonSubTypes({@JsonSubTypes.Type(value = PeerQuestion.Find.class, name = "find"),
    @JsonSubTypes.Type(value = PeerQuestion.FindSurely.class, name = "find-surely"),
    @JsonSubTypes.Type(value = PeerQuestion.Define.class, name = "define"),
    @JsonSubTypes.Type(value = PeerQuestion.FindAccepted.class, name = "find-accepted"),
    @JsonSubTypes.Type(value = PeerQuestion.Page.class, name = "page"),
    @JsonSubTypes.Type(value = PeerQuestion.Count.class, name = "count"),
    @JsonSubTypes.Type(value = PeerQuestion.AskAgents.class, name = "agents")})
public sealed interface PeerQuestion<A> {
    /// Where on a coordinator's server it is to be put; none of the published API.
    String PATH = "/internal/questions";

    /// The class of the answer.
    Class<A> answer();

    /// @throws dev.muster.common.error.NotReadyException if it can't be answered there, or not now
    A put(OwnAnswers answers);

    /// Asks the owner of the workflow's partition for it.
    record Find(WorkflowId workflow) implements PeerQuestion<OwnAnswers.Found> {
        public Find {
            Objects.requireNonNull(workflow);
        }

        @Override
        public Class<OwnAnswers.Found> answer() {
            return OwnAnswers.Found.class;
        }

        @Override
        public OwnAnswers.Found put(OwnAnswers answers) {
            return answers.find(workflow);
        }
    }

    /// Asks the owner of the workflow's partition for it, and to make sure that it still is the owner if it has no such workflow.
    record FindSurely(WorkflowId workflow) implements PeerQuestion<OwnAnswers.Found> {
        public FindSurely {
            Objects.requireNonNull(workflow);
        }

        @Override
        public Class<OwnAnswers.Found> answer() {
            return OwnAnswers.Found.class;
        }

        @Override
        public OwnAnswers.Found put(OwnAnswers answers) {
            return answers.findSurely(workflow);
        }
    }

    /// Asks the owner of the workflow's partition for what it runs.
    record Define(WorkflowId workflow) implements PeerQuestion<OwnAnswers.Defined> {
        public Define {
            Objects.requireNonNull(workflow);
        }

        @Override
        public Class<OwnAnswers.Defined> answer() {
            return OwnAnswers.Defined.class;
        }

        @Override
        public OwnAnswers.Defined put(OwnAnswers answers) {
            return answers.definition(workflow);
        }
    }

    /// Asks for a workflow that was accepted there and may not be in the store yet.
    record FindAccepted(WorkflowId workflow) implements PeerQuestion<OwnAnswers.Found> {
        public FindAccepted {
            Objects.requireNonNull(workflow);
        }

        @Override
        public Class<OwnAnswers.Found> answer() {
            return OwnAnswers.Found.class;
        }

        @Override
        public OwnAnswers.Found put(OwnAnswers answers) {
            return answers.findAccepted(workflow);
        }
    }

    /// Asks the owner of some partitions for a page of their workflows.
    record Page(WorkflowFilter filter, List<Integer> partitions) implements PeerQuestion<WorkflowPage> {
        public Page {
            Objects.requireNonNull(filter);
            partitions = List.copyOf(partitions);
        }

        @Override
        public Class<WorkflowPage> answer() {
            return WorkflowPage.class;
        }

        @Override
        public WorkflowPage put(OwnAnswers answers) {
            return answers.page(filter, partitions);
        }
    }

    /// Asks how the gates stand that are kept there, and how fast work comes and goes there.
    record AskAgents() implements PeerQuestion<OwnAnswers.AgentFigures> {
        @Override
        public Class<OwnAnswers.AgentFigures> answer() {
            return OwnAnswers.AgentFigures.class;
        }

        @Override
        public OwnAnswers.AgentFigures put(OwnAnswers answers) {
            return answers.agents();
        }
    }

    /// Asks the owner of some partitions for their figures.
    record Count(List<Integer> partitions) implements PeerQuestion<Figures> {
        public Count {
            partitions = List.copyOf(partitions);
        }

        @Override
        public Class<Figures> answer() {
            return Figures.class;
        }

        @Override
        public Figures put(OwnAnswers answers) {
            return answers.count(partitions);
        }
    }
}
