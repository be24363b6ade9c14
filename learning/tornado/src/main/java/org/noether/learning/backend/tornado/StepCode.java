package org.noether.learning.backend.tornado;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;
import org.noether.learning.compile.Step;
import org.noether.learning.tensor.BinaryFunction;
import org.noether.learning.tensor.UnaryFunction;
import uk.ac.manchester.tornado.api.math.TornadoMath;

/** Generates the bytecode of the steps of a loop's body; each leaves its value on the stack. */
final class StepCode {
  private static final ClassDesc MATH = TornadoMath.class.describeConstable().orElseThrow();
  private static final ClassDesc FUNCTIONS = Functions.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc UNARY =
      MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_float);
  private static final MethodTypeDesc BINARY =
      MethodTypeDesc.of(ConstantDescs.CD_float, ConstantDescs.CD_float, ConstantDescs.CD_float);

  private final CodeBuilder code;

  StepCode(CodeBuilder code) {
    this.code = code;
  }

  /** Emits a step that is no load, given the local variables of the steps before. */
  void emit(Step step, int[] values) {
    switch (step) {
      case Step.Load load -> throw new IllegalArgumentException(load.toString());
      case Step.Literal(float value) -> code.loadConstant(value);
      case Step.Unary(UnaryFunction function, int x) -> {
        code.fload(values[x]);
        unary(function);
      }
      case Step.Binary(BinaryFunction function, int a, int b) -> {
        code.fload(values[a]).fload(values[b]);
        binary(function);
      }
      case Step.Where(int condition, int then, int otherwise) -> {
        Label elseLabel = code.newLabel();
        Label end = code.newLabel();
        code.fload(values[condition]).fconst_0().fcmpl().ifeq(elseLabel);
        code.fload(values[then]).goto_(end);
        code.labelBinding(elseLabel);
        code.fload(values[otherwise]);
        code.labelBinding(end);
      }
    }
  }

  private void unary(UnaryFunction function) {
    String name = function.name().toLowerCase(Locale.ROOT);
    switch (function) {
      case NEG -> code.fneg();
      case EXP, LOG, SQRT, SIN, COS, TANH, ABS -> code.invokestatic(MATH, name, UNARY);
      case SIGMOID, SIGN -> code.invokestatic(FUNCTIONS, name, UNARY);
      case SWISH -> throw new IllegalArgumentException("loops compute swish as a product");
    }
  }

  private void binary(BinaryFunction function) {
    String name = function.name().toLowerCase(Locale.ROOT);
    switch (function) {
      case ADD -> code.fadd();
      case SUB -> code.fsub();
      case MUL -> code.fmul();
      case DIV -> code.fdiv();
      case MAX, MIN, LESS -> code.invokestatic(FUNCTIONS, name, BINARY);
      case ATAN2 -> code.invokestatic(MATH, name, BINARY);
    }
  }
}
