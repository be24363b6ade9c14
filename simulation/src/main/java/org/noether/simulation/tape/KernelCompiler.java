package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.noether.simulation.tape.Expressions.Argument;
import org.noether.simulation.tape.Expressions.Literal;
import org.noether.simulation.tape.Expressions.Node;
import org.noether.simulation.tape.Expressions.Operation;
import org.noether.simulation.tape.Expressions.Parameter;

/**
 * Compiles operations to straight bytecode. Values live in local variables; the code is cut into
 * methods that are small enough for the JVM's compiler, and values that a later method needs go
 * through an array. Subclasses say what a place in an array is.
 */
abstract class KernelCompiler {
  static final int X = 0;
  static final int C = 1;
  static final int OUT = 2;
  static final int WORK = 3;

  /**
   * Methods that one calls: the code of one that called thousands would be too long for the JVM.
   */
  private static final int GROUP = 1000;

  private static final ClassDesc SELF =
      ClassDesc.of(KernelCompiler.class.getPackageName(), "GeneratedKernel");

  private final List<Node> nodes;
  private final Map<Integer, Integer> constants;
  private final int[] outputs;
  private final List<List<Integer>> parts;

  /** The place in the work array of a node that several methods need. */
  private final Map<Integer, Integer> shared = new HashMap<>();

  /**
   * @param constants the places of nodes among the constants
   * @param parts the operations of each method, in order
   */
  KernelCompiler(
      List<Node> nodes, Map<Integer, Integer> constants, int[] outputs, List<List<Integer>> parts) {
    this.nodes = nodes;
    this.constants = constants;
    this.outputs = outputs;
    this.parts = parts;
    Map<Integer, Integer> methodOf = new HashMap<>();
    for (int method = 0; method < parts.size(); method++) {
      for (int node : parts.get(method)) {
        methodOf.put(node, method);
        var operation = (Operation) nodes.get(node);
        for (int operand : operation.operands()) {
          Integer definedIn = methodOf.get(operand);
          if (definedIn != null && definedIn != method) {
            shared.putIfAbsent(operand, shared.size());
          }
        }
      }
    }
  }

  final int workLength() {
    return shared.size();
  }

  /**
   * An instance of the compiled class.
   *
   * @param type an interface with one method, {@code run}
   * @param parameters that method's
   */
  final <T> T compile(Class<T> type, ClassDesc... parameters) {
    var run = MethodTypeDesc.of(CD_void, parameters);
    byte[] bytes =
        ClassFile.of()
            .build(
                SELF,
                builder -> {
                  builder
                      .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                      .withInterfaceSymbols(type.describeConstable().orElseThrow())
                      .withMethodBody(
                          INIT_NAME,
                          MTD_void,
                          ClassFile.ACC_PUBLIC,
                          code ->
                              code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                      .withMethodBody(
                          "run",
                          run,
                          ClassFile.ACC_PUBLIC,
                          code -> calls(code, run, "group", 0, groups()));
                  for (int i = 0; i < groups(); i++) {
                    int from = i * GROUP;
                    int to = Math.min(parts.size(), from + GROUP);
                    builder.withMethodBody(
                        "group" + i,
                        run,
                        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                        code -> calls(code, run, "part", from, to));
                  }
                  for (int i = 0; i < parts.size(); i++) {
                    int part = i;
                    builder.withMethodBody(
                        "part" + i,
                        run,
                        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                        code -> part(code, part));
                  }
                });
    try {
      return type.cast(
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class cannot be loaded", e);
    }
  }

  private int groups() {
    return Math.ceilDiv(parts.size(), GROUP);
  }

  /** Calls methods whose numbers follow each other, with the arguments of the caller. */
  private static void calls(CodeBuilder code, MethodTypeDesc run, String method, int from, int to) {
    for (int i = from; i < to; i++) {
      for (int k = 0; k < run.parameterCount(); k++) {
        code.loadLocal(TypeKind.from(run.parameterType(k)), code.parameterSlot(k));
      }
      code.invokestatic(SELF, method + i, run);
    }
    code.return_();
  }

  /** The operations of a part. */
  final Stream<Op> operations(int part) {
    return parts.get(part).stream().map(node -> ((Operation) nodes.get(node)).op());
  }

  /** Emits a method: what stands around its {@link Part}. */
  abstract void part(CodeBuilder code, int part);

  /** A place in an array. */
  record Place(int array, int index) {}

  /** The operations of one method. */
  abstract class Part {
    final CodeBuilder code;
    private final TypeKind type;
    private final Map<Integer, Integer> locals = new HashMap<>();

    /**
     * @param type the type of values
     */
    Part(CodeBuilder code, TypeKind type) {
      this.code = code;
      this.type = type;
    }

    /** Pushes the value at a place. */
    abstract void load(Place place);

    /** Pushes a number. */
    abstract void number(double value);

    /** Pushes the number that the evaluation is given. */
    abstract void parameter();

    /** Stores a value, which {@link #value} pushes. */
    abstract void store(Place place, int node);

    /** Replaces one or two values by the result of an operation. */
    abstract void apply(Op op);

    /** Emits the outputs that are not results of operations. */
    final void emitConstants() {
      for (int k = 0; k < outputs.length; k++) {
        if (!(nodes.get(outputs[k]) instanceof Operation) || constants.containsKey(outputs[k])) {
          store(new Place(OUT, k), outputs[k]);
        }
      }
    }

    /** Emits the operations of a part. */
    final void emitOperations(int part) {
      for (int node : parts.get(part)) {
        var operation = (Operation) nodes.get(node);
        for (int operand : operation.operands()) {
          value(operand);
        }
        apply(operation.op());
        int local = code.allocateLocal(type);
        code.storeLocal(type, local);
        locals.put(node, local);
        Integer place = shared.get(node);
        if (place != null) {
          store(new Place(WORK, place), node);
        }
        for (int k = 0; k < outputs.length; k++) {
          if (outputs[k] == node) {
            store(new Place(OUT, k), node);
          }
        }
      }
    }

    /** Pushes the value of a node. */
    final void value(int node) {
      Integer local = locals.get(node);
      if (local != null) {
        code.loadLocal(type, local);
      } else if (nodes.get(node) instanceof Literal(double value)) {
        number(value);
      } else if (nodes.get(node) instanceof Parameter) {
        parameter();
      } else {
        load(place(node));
      }
    }

    private Place place(int node) {
      return nodes.get(node) instanceof Argument(int index)
          ? new Place(X, index)
          : constants.containsKey(node)
              ? new Place(C, Objects.requireNonNull(constants.get(node)))
              : new Place(WORK, Objects.requireNonNull(shared.get(node)));
    }
  }

  /** Operations on doubles. */
  abstract class ScalarPart extends Part {
    private final int parameter;

    /**
     * @param parameter the variable of the number that the evaluation is given
     */
    ScalarPart(CodeBuilder code, int parameter) {
      super(code, TypeKind.DOUBLE);
      this.parameter = parameter;
    }

    /** Pushes an array of numbers and an index. */
    abstract void address(Place place);

    @Override
    final void load(Place place) {
      address(place);
      code.daload();
    }

    @Override
    final void number(double value) {
      code.loadConstant(value);
    }

    @Override
    final void parameter() {
      code.dload(parameter);
    }

    @Override
    final void store(Place place, int node) {
      address(place);
      value(node);
      code.dastore();
    }
  }
}
