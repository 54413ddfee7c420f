// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.methods;

import java.util.Set;
import java.util.function.Consumer;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/** Tells the methods that are called, or referred to, directly after {@code this} was put on the stack. */
final class AfterThis extends MethodVisitor {

    private final Set<String> classes;
    private final Set<String> wanted;
    private final Consumer<String> found;
    private boolean isThisOnTop;

    /**
     * Looks at one method of a class.
     *
     * @param classes internal names of those that {@code this} is of
     * @param wanted names of methods with their descriptors
     */
    AfterThis(Set<String> classes, Set<String> wanted, Consumer<String> found) {
        super(SpringAsmInfo.ASM_VERSION);
        this.classes = classes;
        this.wanted = wanted;
        this.found = found;
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
        isThisOnTop = opcode == Opcodes.ALOAD && index == 0;
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        tell(owner, name + descriptor);
        isThisOnTop = false;
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
                tell(handle.getOwner(), handle.getName() + handle.getDesc());
            }
        }
        isThisOnTop = false;
    }

    private void tell(String owner, String called) {
        if (isThisOnTop && classes.contains(owner) && wanted.contains(called)) {
            found.accept(called);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        isThisOnTop = false;
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        isThisOnTop = false;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        isThisOnTop = false;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        isThisOnTop = false;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        isThisOnTop = false;
    }

    @Override
    public void visitLdcInsn(Object value) {
        isThisOnTop = false;
    }
}
