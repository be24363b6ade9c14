package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.hipparchus.util.FastMath;
import org.noether.simulation.tape.Expressions.Argument;
import org.noether.simulation.tape.Expressions.Node;
import org.noether.simulation.tape.Expressions.Operation;

/**
 * Compiles operations to straight bytecode. Values live in local variables; the code is cut into
 * methods that are small enough for the JVM's compiler, and values that a later method needs go
 * through an array.
 */
final class KernelCompiler {
  /** Operations of a method: at 15 bytes each below the 8,000 that HotSpot compiles. */
  private static final int METHOD_OPERATIONS = 400;

  private static final ClassDesc ARRAY = CD_double.arrayType();
  private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, ARRAY, ARRAY, ARRAY, ARRAY);
  private static final ClassDesc SELF = ClassDesc.of(KernelCompiler.class.getPackageName(), "Run");
  private static final ClassDesc FAST_MATH = FastMath.class.describeConstable().orElseThrow();
  private static final int X = 0;
  private static final int C = 1;
  private static final int OUT = 2;
  private static final int WORK = 3;

  private final List<Node> nodes;
  private final Map<Integer, Integer> constants;
  private final List<Integer> operations;
  private final int[] outputs;

  /** The place in the work array of a node that several methods need. */
  private final Map<Integer, Integer> shared = new HashMap<>();

  KernelCompiler(
      List<Node> nodes, Map<Integer, Integer> constants, List<Integer> operations, int[] outputs) {
    this.nodes = nodes;
    this.constants = constants;
    this.operations = operations;
    this.outputs = outputs;
    Map<Integer, Integer> methodOf = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      int method = i / METHOD_OPERATIONS;
      methodOf.put(operations.get(i), method);
      var operation = (Operation) nodes.get(operations.get(i));
      for (int operand : new int[] {operation.a(), operation.b()}) {
        Integer definedIn = methodOf.get(operand);
        if (definedIn != null && definedIn != method) {
          shared.putIfAbsent(operand, shared.size());
        }
      }
    }
  }

  int workLength() {
    return shared.size();
  }

  Kernel compile() {
    int methods = Math.max(1, Math.ceilDiv(operations.size(), METHOD_OPERATIONS));
    byte[] bytes =
        ClassFile.of()
            .build(
                SELF,
                type -> {
                  type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                      .withInterfaceSymbols(Kernel.class.describeConstable().orElseThrow())
                      .withMethodBody(
                          INIT_NAME,
                          MTD_void,
                          ClassFile.ACC_PUBLIC,
                          code ->
                              code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                      .withMethodBody(
                          "run", RUN, ClassFile.ACC_PUBLIC, code -> calls(code, methods));
                  for (int i = 0; i < methods; i++) {
                    int method = i;
                    type.withMethodBody(
                        "part" + i,
                        RUN,
                        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                        code -> new Part(code).emit(method));
                  }
                });
    try {
      return (Kernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class cannot be loaded", e);
    }
  }

  private static void calls(CodeBuilder code, int methods) {
    for (int i = 0; i < methods; i++) {
      code.aload(1 + X)
          .aload(1 + C)
          .aload(1 + OUT)
          .aload(1 + WORK)
          .invokestatic(SELF, "part" + i, RUN);
    }
    code.return_();
  }

  /** One method. */
  private final class Part {
    private final CodeBuilder code;
    private final Map<Integer, Integer> locals = new HashMap<>();

    Part(CodeBuilder code) {
      this.code = code;
    }

    void emit(int method) {
      if (method == 0) {
        for (int k = 0; k < outputs.length; k++) {
          if (!(nodes.get(outputs[k]) instanceof Operation) || constants.containsKey(outputs[k])) {
            store(OUT, k, outputs[k]);
          }
        }
      }
      int from = method * METHOD_OPERATIONS;
      int to = Math.min(operations.size(), from + METHOD_OPERATIONS);
      for (int node : operations.subList(from, to)) {
        emitOperation(node);
      }
      code.return_();
    }

    private void emitOperation(int node) {
      var operation = (Operation) nodes.get(node);
      load(operation.a());
      if (operation.op().binary()) {
        load(operation.b());
      }
      apply(operation.op());
      int local = code.allocateLocal(java.lang.classfile.TypeKind.DOUBLE);
      code.dstore(local);
      locals.put(node, local);
      Integer place = shared.get(node);
      if (place != null) {
        store(WORK, place, node);
      }
      for (int k = 0; k < outputs.length; k++) {
        if (outputs[k] == node) {
          store(OUT, k, node);
        }
      }
    }

    private void store(int array, int index, int node) {
      code.aload(array).loadConstant(index);
      load(node);
      code.dastore();
    }

    private void load(int node) {
      Integer local = locals.get(node);
      if (local != null) {
        code.dload(local);
        return;
      }
      if (nodes.get(node) instanceof Argument(int index)) {
        element(X, index);
      } else if (constants.containsKey(node)) {
        element(C, Objects.requireNonNull(constants.get(node)));
      } else {
        element(WORK, Objects.requireNonNull(shared.get(node)));
      }
    }

    private void element(int array, int index) {
      code.aload(array).loadConstant(index).daload();
    }

    private void apply(Op op) {
      switch (op) {
        case ADD -> code.dadd();
        case SUBTRACT -> code.dsub();
        case MULTIPLY -> code.dmul();
        case DIVIDE -> code.ddiv();
        case NEGATE -> code.dneg();
        case SQRT -> call(Math.class.describeConstable().orElseThrow(), "sqrt", op);
        case SIGN -> call(FAST_MATH, "signum", op);
        default -> call(FAST_MATH, op.name().toLowerCase(Locale.ROOT), op);
      }
    }

    private void call(ClassDesc owner, String name, Op op) {
      code.invokestatic(
          owner,
          name,
          op.binary()
              ? MethodTypeDesc.of(CD_double, CD_double, CD_double)
              : MethodTypeDesc.of(CD_double, CD_double));
    }
  }
}
