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
 * Compiles operations on rows of numbers. Each method is one loop over the elements of rows, which
 * the JVM's compiler turns into vector instructions where it is short and does not branch.
 * Operations that branch therefore have loops of their own.
 */
final class LaneCompiler extends KernelCompiler {
  /** The weight of a loop's operations; C2 makes vectors of no longer loops. */
  private static final int LOOP_WEIGHT = 64;

  private static final ClassDesc ROWS = CD_double.arrayType(2);
  private static final int LANES = 4;

  LaneCompiler(
      List<Node> nodes, Map<Integer, Integer> constants, int[] outputs, List<Integer> operations) {
    super(nodes, constants, outputs, parts(nodes, operations));
  }

  private static List<List<Integer>> parts(List<Node> nodes, List<Integer> operations) {
    List<List<Integer>> parts = new ArrayList<>();
    List<Integer> part = new ArrayList<>();
    parts.add(part);
    int weight = 0;
    boolean branches = false;
    for (int node : operations) {
      Op op = ((Operation) nodes.get(node)).op();
      if (!part.isEmpty() && (op.branches() != branches || weight + op.weight() > LOOP_WEIGHT)) {
        part = new ArrayList<>();
        parts.add(part);
        weight = 0;
      }
      branches = op.branches();
      weight += op.weight();
      part.add(node);
    }
    return parts;
  }

  LaneKernel compile() {
    return compile(LaneKernel.class, ROWS, ROWS, ROWS, ROWS, CD_int);
  }

  /** The loop stands before the code that finds its rows, because emitting it shows which. */
  @Override
  void part(CodeBuilder code, int part) {
    var rows = new LinkedHashMap<Place, Integer>();
    int lane = code.allocateLocal(TypeKind.INT);
    var prologue = code.newLabel();
    var test = code.newLabel();
    var body = code.newLabel();
    code.goto_(prologue).labelBinding(body);
    new Part(code, part) {
      @Override
      void address(Place place) {
        code.aload(rows.computeIfAbsent(place, _ -> code.allocateLocal(TypeKind.REFERENCE)))
            .iload(lane);
      }

      @Override
      void call(Op op) {
        op.callModerate(code);
      }
    }.emit();
    code.iinc(lane, 1)
        .labelBinding(test)
        .iload(lane)
        .iload(LANES)
        .if_icmplt(body)
        .return_()
        .labelBinding(prologue);
    rows.forEach(
        (place, row) -> code.aload(place.array()).loadConstant(place.index()).aaload().astore(row));
    code.iconst_0().istore(lane).goto_(test);
  }
}
