package org.noether.learning.backend.tornado;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/** The names and types of a method's local variables, without which TornadoVM compiles nothing. */
final class LocalNames {
  private record Local(int slot, String name, ClassDesc type) {}

  private final CodeBuilder code;
  private final List<Local> locals = new ArrayList<>();

  LocalNames(CodeBuilder code) {
    this.code = code;
  }

  void parameter(int slot, String name, ClassDesc type) {
    locals.add(new Local(slot, name, type));
  }

  /** Adds a variable and returns its slot. */
  int add(String name, TypeKind kind, ClassDesc type) {
    int slot = code.allocateLocal(kind);
    locals.add(new Local(slot, name, type));
    return slot;
  }

  /** Declares all variables from one place in the code to another. */
  void declare(Label from, Label to) {
    for (Local local : locals) {
      code.localVariable(local.slot(), local.name(), local.type(), from, to);
    }
  }
}
