package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.noether.simulation.tape.Expressions.Node;
import org.noether.simulation.tape.Expressions.Operation;

/**
 * Compiles operations on rows of numbers. Each method is a loop over vectors of elements, where the
 * Vector API is available and has the operations, and one over the elements that are left.
 */
final class LaneCompiler extends KernelCompiler {
  /** Whether the Vector API is available. */
  static final boolean VECTORS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** The weight of a method's operations: the JVM's compiler keeps these in vector registers. */
  private static final int VECTOR_WEIGHT = 130;

  /** The same without the Vector API: it finds vectors by itself in loops that are shorter. */
  private static final int SCALAR_WEIGHT = 24;

  private static final ClassDesc ROWS = CD_double.arrayType(2);
  private static final ClassDesc INDICES = CD_int.arrayType();
  private static final int X_FROM = 4;
  private static final int OUT_FROM = 5;
  private static final int LANES = 6;
  private static final int PARAMETER = 7;
  private static final int NONE = -1;

  private final boolean vectors;

  /**
   * @param vectors whether to use the Vector API
   */
  LaneCompiler(
      List<Node> nodes,
      Map<Integer, Integer> constants,
      int[] outputs,
      List<Integer> operations,
      boolean vectors) {
    super(
        nodes,
        constants,
        outputs,
        parts(nodes, operations, vectors ? VECTOR_WEIGHT : SCALAR_WEIGHT));
    this.vectors = vectors;
  }

  /** Operations that the Vector API lacks are kept apart from the others. */
  private static List<List<Integer>> parts(
      List<Node> nodes, List<Integer> operations, int mostWeight) {
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>();
    parts.add(part);
    int weight = 0;
    boolean vector = true;
    for (int node : operations) {
      Op op = ((Operation) nodes.get(node)).op();
      if (!part.isEmpty() && (op.vector() != vector || weight + op.weight() > mostWeight)) {
        part = new ArrayList<>();
        parts.add(part);
        weight = 0;
      }
      vector = op.vector();
      weight += op.weight();
      part.add(node);
    }
    return parts;
  }

  LaneKernel compile() {
    return compile(LaneKernel.class, ROWS, ROWS, ROWS, ROWS, INDICES, INDICES, CD_int, CD_double);
  }

  /** The loops stand before the code that finds their rows, because emitting them shows which. */
  @Override
  void part(CodeBuilder code, int number) {
    var rows = new Rows(code);
    var broadcasts = new Broadcasts(code);
    boolean byVectors = vectors && operations(number).allMatch(Op::vector);
    var prologue = code.newLabel();
    var vectorTest = code.newLabel();
    var vectorBody = code.newLabel();
    var test = code.newLabel();
    var body = code.newLabel();
    code.goto_(prologue);
    if (byVectors) {
      code.labelBinding(vectorBody);
      emit(new VectorPart(code, rows, broadcasts), number);
      code.iinc(rows.lane, VectorCode.LENGTH)
          .labelBinding(vectorTest)
          .iload(rows.lane)
          .iload(LANES)
          .loadConstant(VectorCode.LENGTH)
          .isub()
          .if_icmple(vectorBody)
          .goto_(test);
    }
    code.labelBinding(body);
    emit(new ElementPart(code, rows), number);
    code.iinc(rows.lane, 1)
        .labelBinding(test)
        .iload(rows.lane)
        .iload(LANES)
        .if_icmplt(body)
        .return_()
        .labelBinding(prologue);
    rows.find();
    broadcasts.find();
    code.iconst_0().istore(rows.lane).goto_(byVectors ? vectorTest : test);
  }

  private static void emit(Part part, int number) {
    if (number == 0) {
      part.emitConstants();
    }
    part.emitOperations(number);
  }

  /** The local variables that hold the rows of a method, and the index of the element. */
  private static final class Rows {
    private final CodeBuilder code;
    private final Map<Place, Integer> locals = new LinkedHashMap<>();
    private final Map<Place, Integer> starts = new LinkedHashMap<>();
    private final int lane;

    Rows(CodeBuilder code) {
      this.code = code;
      lane = code.allocateLocal(TypeKind.INT);
    }

    /** Pushes the row of a place and the index of the element. */
    void address(Place place) {
      code.aload(locals.computeIfAbsent(place, _ -> code.allocateLocal(TypeKind.REFERENCE)))
          .iload(lane);
      if (place.array() == X || place.array() == OUT) {
        code.iload(starts.computeIfAbsent(place, _ -> code.allocateLocal(TypeKind.INT))).iadd();
      }
    }

    /** Sets the variables. */
    void find() {
      locals.forEach((place, local) ->
          code.aload(place.array()).loadConstant(place.index()).aaload().astore(local));
      starts.forEach((place, local) ->
          code.aload(place.array() == X ? X_FROM : OUT_FROM)
              .loadConstant(place.index())
              .iaload()
              .istore(local));
    }
  }

  /** The local variables that hold vectors of one number. */
  private static final class Broadcasts {
    private final CodeBuilder code;
    private final Map<Double, Integer> locals = new LinkedHashMap<>();
    private int parameter = NONE;

    Broadcasts(CodeBuilder code) {
      this.code = code;
    }

    /** The variable for a number. */
    int number(double value) {
      return locals.computeIfAbsent(value, _ -> code.allocateLocal(TypeKind.REFERENCE));
    }

    /** The variable for the number that the evaluation is given. */
    int parameter() {
      if (parameter == NONE) {
        parameter = code.allocateLocal(TypeKind.REFERENCE);
      }
      return parameter;
    }

    /** Sets the variables. */
    void find() {
      locals.forEach((value, local) -> {
        code.loadConstant(value);
        VectorCode.broadcast(code);
        code.astore(local);
      });
      if (parameter != NONE) {
        code.dload(PARAMETER);
        VectorCode.broadcast(code);
        code.astore(parameter);
      }
    }
  }

  /** Operations on one element. */
  private final class ElementPart extends ScalarPart {
    private final Rows rows;

    ElementPart(CodeBuilder code, Rows rows) {
      super(code, PARAMETER);
      this.rows = rows;
    }

    @Override
    void address(Place place) {
      rows.address(place);
    }

    @Override
    void apply(Op op) {
      op.emitModerate(code);
    }
  }

  /** Operations on a vector of elements. */
  private final class VectorPart extends Part {
    private final Rows rows;
    private final Broadcasts broadcasts;

    VectorPart(CodeBuilder code, Rows rows, Broadcasts broadcasts) {
      super(code, TypeKind.REFERENCE);
      this.rows = rows;
      this.broadcasts = broadcasts;
    }

    @Override
    void load(Place place) {
      VectorCode.species(code);
      rows.address(place);
      VectorCode.fromArray(code);
    }

    @Override
    void number(double value) {
      code.aload(broadcasts.number(value));
    }

    @Override
    void parameter() {
      code.aload(broadcasts.parameter());
    }

    @Override
    void store(Place place, int node) {
      value(node);
      rows.address(place);
      VectorCode.intoArray(code);
    }

    @Override
    void apply(Op op) {
      VectorCode.apply(code, op, broadcasts::number);
    }
  }
}
