package org.noether.simulation.tape;

import static java.lang.constant.ConstantDescs.CD_double;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.noether.simulation.tape.Expressions.Node;

/** Compiles operations on numbers. */
final class ScalarCompiler extends KernelCompiler {
  /** Operations of a method: at 15 bytes each below the 8,000 that HotSpot compiles. */
  private static final int METHOD_OPERATIONS = 400;

  private static final ClassDesc ARRAY = CD_double.arrayType();
  private static final int PARAMETER = 4;

  ScalarCompiler(
      List<Node> nodes, Map<Integer, Integer> constants, int[] outputs, List<Integer> operations) {
    super(nodes, constants, outputs, parts(operations));
  }

  private static List<List<Integer>> parts(List<Integer> operations) {
    List<List<Integer>> parts = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(operations.size(), from + METHOD_OPERATIONS);
      parts.add(operations.subList(from, to));
      from = to;
    } while (from < operations.size());
    return parts;
  }

  Kernel compile() {
    return compile(Kernel.class, ARRAY, ARRAY, ARRAY, ARRAY, CD_double);
  }

  @Override
  void part(CodeBuilder code, int number) {
    var part =
        new ScalarPart(code, PARAMETER) {
          @Override
          void address(Place place) {
            code.aload(place.array()).loadConstant(place.index());
          }

          @Override
          void apply(Op op) {
            op.emit(code);
          }
        };
    if (number == 0) {
      part.emitConstants();
    }
    part.emitOperations(number);
    code.return_();
  }
}
