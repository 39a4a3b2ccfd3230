package dev.muster.bench;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class BenchLayeringTest {
    private static final String BENCH = "dev.muster.bench..";
    private static final String DEV = "dev.muster.dev..";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.muster");

    @Test
    void nobodySeesTheBench() {
        noClasses().that().resideOutsideOfPackage(BENCH).should().dependOnClassesThat()
                .resideInAPackage(BENCH).check(ALL);
    }

    @Test
    void nobodyButTheBenchSeesDev() {
        noClasses().that().resideOutsideOfPackages(BENCH, DEV).should().dependOnClassesThat()
                .resideInAPackage(DEV).check(ALL);
    }

    @Test
    void theDriverIsAClientOfThePublishedContractAlone() {
        noClasses().that().resideInAPackage("dev.muster.bench").should().dependOnClassesThat()
                .resideInAnyPackage("dev.muster.coordinator..", "dev.muster.worker..").check(ALL);
    }
}
