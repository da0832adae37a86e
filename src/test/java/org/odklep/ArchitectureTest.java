package org.odklep;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The direction of dependencies and the habits that a machine can check. Every rule is proven to bite on classes below
 * {@code org.odklep.canary}, which break each of them once.
 */
class ArchitectureTest {
    /** Each layer may use itself, the layers in its own line as named, and every layer above it in this list. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("kernel"),
            List.of("audit"),
            List.of("account"),
            List.of("setting"),
            List.of("organisation"),
            List.of("lock", "notice", "user"),
            List.of("sending", "signin", "recovery"),
            List.of("incident"),
            List.of("csv", "gate.net", "web.graph", "store.memory"),
            List.of(
                    "gate.postfix",
                    "gate.dovecot",
                    "gate.ldap",
                    "web.admin",
                    "web.api",
                    "cli",
                    "store.sql",
                    "passkey",
                    "directory"),
            List.of("app"));

    private static final Set<String> DOMAIN = Set.of(
            "kernel",
            "audit",
            "account",
            "setting",
            "organisation",
            "lock",
            "notice",
            "user",
            "sending",
            "signin",
            "recovery",
            "incident");

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.odklep");
    private static final JavaClasses CANARY = new ClassFileImporter().importPackages("org.odklep.canary");

    @TestFactory
    Stream<DynamicTest> everyRuleHolds() {
        return rules("org.odklep.").stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(MAIN)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCanFail() {
        return rules("org.odklep.canary.").stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThat(rule.evaluate(CANARY).hasViolation())
                                .as("the canary breaks this rule")
                                .isTrue()));
    }

    @Test
    void theProgramIsLargeEnoughForTheRulesToMeanSomething() {
        assertThat(MAIN.size()).isGreaterThan(60);
    }

    private static List<ArchRule> rules(String root) {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(classes()
                .that()
                .resideInAPackage(root + "(**)")
                .should(onlyUseLayersBeneath(root))
                .as("packages use only packages beneath them"));
        rules.add(classes()
                .that(areDomain(root))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        root + "(**)",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.net",
                        "java.text",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "javax.crypto..",
                        "org.jspecify..",
                        "org.odklep.kernel")
                .as("the domain knows the JDK and JSpecify only"));
        rules.add(noClasses()
                .that()
                .resideOutsideOfPackage(root + "app..")
                .should()
                .callMethodWhere(readsTheClock())
                .as("nobody but app reads the clock"));
        rules.add(slices().matching(root + "(**)").should().beFreeOfCycles().as("packages are free of cycles"));
        rules.add(classes().should(liveInANullMarkedPackage()).as("every package is @NullMarked"));
        rules.add(noClasses()
                .that()
                .resideOutsideOfPackage(root + "passkey..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.webauthn4j..")
                .as("nobody but passkey knows its library"));
        rules.add(noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Manager|Impl|Helper)")
                .as("no class is a Util, Manager, Impl or Helper"));
        return rules;
    }

    private static ArchCondition<JavaClass> onlyUseLayersBeneath(String root) {
        return new ArchCondition<>("only use layers beneath") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                user.getDirectDependenciesFromSelf().stream()
                        .filter(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith(root))
                        .filter(dependency -> !mayUse(
                                area(root, user),
                                area(root, dependency.getTargetClass().getBaseComponentType())))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(user, dependency.getDescription())));
            }
        };
    }

    private static boolean mayUse(String user, String used) {
        return user.equals(used) || line(used) < line(user);
    }

    private static int line(String area) {
        for (int i = 0; i < LAYERS.size(); i++) {
            if (LAYERS.get(i).contains(area)) {
                return i;
            }
        }
        throw new IllegalStateException("package " + area + " has no place among the layers: give it one");
    }

    /** The part of the package name that the layers name: {@code lock}, {@code gate.postfix}. */
    private static String area(String root, JavaClass type) {
        String name = type.getPackageName().substring(root.length());
        return LAYERS.stream()
                .flatMap(List::stream)
                .filter(area -> name.equals(area) || name.startsWith(area + "."))
                .findFirst()
                .orElse(name);
    }

    private static DescribedPredicate<JavaClass> areDomain(String root) {
        return DescribedPredicate.describe(
                "are domain classes",
                type -> type.getPackageName().startsWith(root) && DOMAIN.contains(area(root, type)));
    }

    private static DescribedPredicate<JavaMethodCall> readsTheClock() {
        return DescribedPredicate.describe("reads the clock", (JavaMethodCall call) -> isClock(call));
    }

    private static boolean isClock(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        return switch (call.getTarget().getName()) {
            case "now" -> owner.startsWith("java.time.");
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            default -> false;
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.getPackage().tryGetAnnotationOfType(NullMarked.class).isEmpty()) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
