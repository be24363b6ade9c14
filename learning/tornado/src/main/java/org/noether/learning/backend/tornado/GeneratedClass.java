package org.noether.learning.backend.tornado;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/** Defines classes from bytecode generated at run time, by names that TornadoVM can find. */
final class GeneratedClass {
  private GeneratedClass() {}

  /** Returns the full name of a generated class. */
  static ClassDesc named(String name) {
    return ClassDesc.of(GeneratedClass.class.getPackageName(), name);
  }

  /**
   * Defines a public class with a constructor without parameters.
   *
   * @param self the name of the class, from {@link #named}
   * @param type the interface that it implements
   * @param methods adds its methods
   */
  static Class<?> define(ClassDesc self, ClassDesc type, Consumer<ClassBuilder> methods) {
    byte[] bytes =
        ClassFile.of()
            .build(
                self,
                builder -> {
                  builder
                      .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                      .withInterfaceSymbols(type);
                  methods.accept(builder);
                  builder.withMethodBody(
                      ConstantDescs.INIT_NAME,
                      ConstantDescs.MTD_void,
                      ClassFile.ACC_PUBLIC,
                      init ->
                          init.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .return_());
                });
    try {
      return MethodHandles.lookup().defineClass(bytes);
    } catch (IllegalAccessException e) {
      throw new LinkageError("a generated class does not link", e);
    }
  }

  /**
   * Defines the class that tells TornadoVM that no kernel has annotated loops, and returns its
   * name. TornadoVM's own reads the class files of kernels, which generated kernels have not.
   */
  static String defineAnnotationProvider() {
    String runtime = "uk.ac.manchester.tornado.runtime";
    ClassDesc annotation = ClassDesc.of(runtime + ".common", "ParallelAnnotationProvider");
    ClassDesc method = ClassDesc.of("jdk.vm.ci.meta", "ResolvedJavaMethod");
    return define(
            named("NoAnnotations"),
            ClassDesc.of(runtime, "ASMClassVisitorProvider"),
            builder ->
                builder.withMethodBody(
                    "getParallelAnnotations",
                    MethodTypeDesc.of(annotation.arrayType(), method),
                    ClassFile.ACC_PUBLIC,
                    code -> code.iconst_0().anewarray(annotation).areturn()))
        .getName();
  }
}
