package dev.muster.common;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class ArchitectureTest {
    private static final String ROOT = "dev.muster.common";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void theSharedWordsSeeTheJavaBaseAlone() {
        classes().that().resideInAPackage(ROOT)
                .should().onlyDependOnClassesThat(resideInAnyPackage(ROOT, "java.lang..", "java.util..",
                        "org.jspecify.annotations"))
                .check(CLASSES);
    }

    @Test
    void definitionsSeeTheSharedWordsAndTheJavaBaseAlone() {
        classes().that().resideInAPackage(ROOT + ".definition")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ROOT, ROOT + ".definition", "java.lang..",
                        "java.util..", "java.time..", "org.jspecify.annotations"))
                .check(CLASSES);
    }

    @Test
    void errorsSeeTheSharedWordsAlone() {
        classes().that().resideInAPackage(ROOT + ".error")
                .should().onlyDependOnClassesThat(resideInAnyPackage(ROOT, ROOT + ".error", "java.lang..",
                        "java.util..", "java.time..", "org.jspecify.annotations"))
                .check(CLASSES);
    }

    @Test
    void theWireKnowsNoDefinitionsAndExpressionsKnowNoFormat() {
        noClasses().that().resideInAPackage(ROOT + ".wire")
                .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".definition", ROOT + ".expression",
                        ROOT + ".format", ROOT + ".error")
                .check(CLASSES);
        noClasses().that().resideInAPackage(ROOT + ".expression")
                .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".format", ROOT + ".wire")
                .check(CLASSES);
        noClasses().that().resideInAPackage(ROOT + ".format")
                .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".wire")
                .check(CLASSES);
    }

    @Test
    void nothingHereSeesKafka() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..").check(CLASSES);
    }

    @Test
    void onlyTheExpressionsSeeCel() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".expression")
                .should().dependOnClassesThat().resideInAnyPackage("dev.cel..")
                .check(CLASSES);
    }

    @Test
    void everyClassIsFinalOrSealedOrAbstract() {
        classes().that().areNotInterfaces().and().areNotAnonymousClasses()
                .should(be(closed()))
                .check(CLASSES);
    }

    /// The permitted subclasses of what is sealed are compiled here too, so being sealed need not be asked of the
    /// class file's attributes alone.
    private static DescribedPredicate<JavaClass> closed() {
        return DescribedPredicate.describe("final, sealed or abstract",
                type -> type.getModifiers().contains(FINAL) || type.getModifiers().contains(ABSTRACT)
                        || type.reflect().isSealed());
    }
}
