package dev.muster.dev.simulation;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Muster with one method of its own that does nothing but give one answer, or takes all numbers for equal: a defect in
/// the real code. The coordinator, the worker and the simulation are loaded anew around it.
/// @param type its class, without `dev.muster.`
/// @param answer what it gives: `true`, `false`, `0`, `null`, `empty` for no elements, or `nothing` where it gives nothing;
/// or `equal`
record Mutant(String type, String method, String answer) {
    private static final String OURS = "dev.muster.";
    /// Nothing is changed there, and what it has compiled can be shared.
    private static final String COMMON = "dev.muster.common.";
    private static final String EQUAL = "equal";

    /// @param sabotages what else goes wrong, see [Trial]
    /// @return the first seed that finds it out, and what it broke; null if none does
    @Nullable
    String firstBroken(long seeds, String sabotages) {
        try {
            var trial = new Loader().loadClass(Trial.class.getName());
            return (String) trial.getMethod("firstBroken", long.class, String.class).invoke(null, seeds,
                    sabotages);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(this + " can't be tried", e);
        }
    }

    private void mutate(ClassBuilder builder, ClassElement element) {
        if (!(element instanceof MethodModel model) || !model.methodName().equalsString(method)) {
            builder.with(element);
        } else if (answer.equals(EQUAL)) {
            builder.transformMethod(model, MethodTransform.transformingCode(Mutant::confuse));
        } else {
            builder.withMethodBody(model.methodName().stringValue(), model.methodTypeSymbol(),
                    model.flags().flagsMask(), this::answer);
        }
    }

    private static void confuse(CodeBuilder code, CodeElement element) {
        if (element instanceof BranchInstruction branch && branch.opcode() == Opcode.IF_ICMPNE) {
            code.pop2();
        } else {
            code.with(element);
        }
    }

    private void answer(CodeBuilder code) {
        switch (answer) {
            case "true" -> code.iconst_1().ireturn();
            case "false" -> code.iconst_0().ireturn();
            case "0" -> code.lconst_0().lreturn();
            case "null" -> code.aconst_null().areturn();
            case "empty" -> code.invokestatic(ClassDesc.of(List.class.getName()), "of",
                    MethodTypeDesc.of(ConstantDescs.CD_List), true).areturn();
            default -> code.return_();
        }
    }

    private final class Loader extends ClassLoader {
        Loader() {
            super(Mutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OURS) || name.startsWith(COMMON)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? load(name) : loaded;
            }
        }

        private Class<?> load(String name) throws ClassNotFoundException {
            try (var stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                var bytes = stream.readAllBytes();
                if (name.equals(OURS + type)) {
                    bytes = ClassFile.of().transformClass(ClassFile.of().parse(bytes), Mutant.this::mutate);
                }
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Override
    public String toString() {
        return type + "." + method + " gives " + answer;
    }
}
