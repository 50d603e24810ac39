/**
 * A whole bridge for tests: real Kafka, real HTTP, the routes that ship, and the simulator on the
 * other side.
 *
 * <pre>{@code
 * @BridgeTest
 * class SomethingTest {
 *     private final RunningBridge bridge;
 *
 *     SomethingTest(KafkaForTests kafka) throws Exception {
 *         bridge = RunningBridge.on(kafka).start();
 *     }
 *
 *     @AfterAll
 *     void stop() {
 *         bridge.close();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.qqbridge.testing;

import org.jspecify.annotations.NullMarked;
