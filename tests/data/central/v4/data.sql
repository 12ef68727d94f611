ALTER TABLE mom.event_2026_11 DISABLE TRIGGER ALL;
INSERT INTO mom.event_2026_11 VALUES
	('2026-11-22', '01a2041a-aa61-75c3-974c-cc0c8acabf3b', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 1, 117661052839198720, '2026-11-22 16:33:06.145747+00', 8, 'production.quantity_counted', 1, 'order/4711-1', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":1,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\x2c76ba3eb3c8be6e27826d255235a6b122e0424753193593d9e16e5256354525', '2026-11-22 16:33:06.185889+00'),
	('2026-11-22', '01a2041a-aa62-7978-a1e3-db3cea822c1b', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 2, 117661052839264256, '2026-11-22 16:33:06.146095+00', 8, 'production.quantity_counted', 1, 'order/4711-2', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":2,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x7224c9227452906185c4903cb4168a4fdc0dd7011d9b3f46de4ef501fd27a835', '2026-11-22 16:33:06.186077+00'),
	('2026-11-22', '01a2041a-aa62-76c5-a879-665081e8e6cd', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 3, 117661052839264257, '2026-11-22 16:33:06.146178+00', 8, 'production.quantity_counted', 1, 'order/4711-3', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":3,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x86d5a6d8b4b1850c45b320f0ebb9a83ff82e9f26990778b90630705ffb96013b', '2026-11-22 16:33:06.186083+00'),
	('2026-11-22', '01a2041a-aa62-749d-9512-d9054ec1b70f', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 4, 117661052839264258, '2026-11-22 16:33:06.14624+00', 8, 'production.quantity_counted', 1, 'order/4711-4', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":4,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\xaa291d5f27de9d06c827fdadc36ff862dcc84f62e57054afba98e2c833e4f98a', '2026-11-22 16:33:06.186086+00'),
	('2026-11-22', '01a2041a-aa62-7d98-8fa2-cdc71dfccca6', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 5, 117661052839264259, '2026-11-22 16:33:06.146304+00', 8, 'production.quantity_counted', 1, 'order/4711-0', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":5,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\x0b6705fd74b52f7933d53520306edfb4d29a2cfd1c72e27e3daac79fcd27d374', '2026-11-22 16:33:06.186089+00'),
	('2026-11-22', '01a2041a-aa62-7eed-b40a-215e3d8e98c9', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 6, 117661052839264260, '2026-11-22 16:33:06.146356+00', 8, 'production.quantity_counted', 1, 'order/4711-1', 0, '{01a2041a-aa61-75c3-974c-cc0c8acabf3b}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":6,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\x241dc4ba483b1a177436346ba709756127c5539df45f4eff5de2c312f7fec201', '2026-11-22 16:33:06.186091+00'),
	('2026-11-22', '01a2041a-aa62-792d-bd56-7eb0c2a23067', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 7, 117661052839264261, '2026-11-22 16:33:06.146415+00', 8, 'production.quantity_counted', 1, 'order/4711-2', 0, '{01a2041a-aa62-7978-a1e3-db3cea822c1b}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":7,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x72773b156aa64ae45de027c21e50d34529867685cbbb2ca724c269529de11b8b', '2026-11-22 16:33:06.186094+00'),
	('2026-11-22', '01a2041a-aa62-7bc4-86d1-f5bda47c798c', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 8, 117661052839264262, '2026-11-22 16:33:06.146475+00', 8, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a2041a-aa62-76c5-a879-665081e8e6cd}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":8,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x8100cb77760cabfae9c602671f5eed5573b2f5da42fc55ea71dbdda719469716', '2026-11-22 16:33:06.186096+00'),
	('2026-11-22', '01a2041a-aa62-7b4f-b11a-5461f5f46e37', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 9, 117661052839264263, '2026-11-22 16:33:06.146545+00', 8, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a2041a-aa62-749d-9512-d9054ec1b70f}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":9,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x62d63f7b6464734594ab7984a63b0bb895fa583afcbfe357c09986c119fbafd0', '2026-11-22 16:33:06.186099+00'),
	('2026-11-22', '01a2041a-aa62-783c-a446-d6c8e614aca9', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 10, 117661052839264264, '2026-11-22 16:33:06.146597+00', 8, 'production.quantity_counted', 1, 'order/4711-0', 0, '{01a2041a-aa62-7d98-8fa2-cdc71dfccca6}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":10,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\x7cee29365f1b2f87f3e73ce4bd8f9ca22faf1aa43e94d969f4f47402b83af9f6', '2026-11-22 16:33:06.186101+00'),
	('2026-11-22', '01a2041a-aa62-70ba-9f28-a6e2740965cd', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 11, 117661052839264265, '2026-11-22 16:33:06.146648+00', 8, 'production.quantity_counted', 1, 'order/4711-1', 0, '{01a2041a-aa62-7eed-b40a-215e3d8e98c9}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":11,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\xde42a1822d6b1ccb7448b7d6fe1d53874be8482cb0afdb11f55a1419469c2d86', '2026-11-22 16:33:06.186104+00'),
	('2026-11-22', '01a2041a-aa62-7da6-a83c-91b98fc17cb4', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 12, 117661052839264266, '2026-11-22 16:33:06.1467+00', 8, 'production.quantity_counted', 1, 'order/4711-2', 0, '{01a2041a-aa62-792d-bd56-7eb0c2a23067}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":12,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x77c0f4ef78585d3cd50259c9eee86ce839d533e915e4afb9d09c8b9ee7805aa5', '2026-11-22 16:33:06.186106+00'),
	('2026-11-22', '01a2041a-aa62-7813-b197-eceebc81615b', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 13, 117661052839264267, '2026-11-22 16:33:06.146745+00', 8, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a2041a-aa62-7bc4-86d1-f5bda47c798c}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":13,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x72a33635963d7454dffb24e8fe9cc74c432820f4152f4d1b53075c1693e953a9', '2026-11-22 16:33:06.186108+00'),
	('2026-11-22', '01a2041a-aa62-714e-a91c-fba95807d611', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 14, 117661052839264268, '2026-11-22 16:33:06.146788+00', 8, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a2041a-aa62-7b4f-b11a-5461f5f46e37}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":14,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x2608d306ae86894005799eb3caad5e4b231d0e77df4866f2a346453773d5303b', '2026-11-22 16:33:06.186111+00'),
	('2026-11-22', '01a2041a-aa62-7be6-8014-c3442723fd12', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 15, 117661052839264269, '2026-11-22 16:33:06.146854+00', 8, 'production.quantity_counted', 1, 'order/4711-0', 0, '{01a2041a-aa62-783c-a446-d6c8e614aca9}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":15,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\x509692504328ad1388d30ef6e232cf4284d196ab87a144a7687ed820c97aafed', '2026-11-22 16:33:06.186113+00'),
	('2026-11-22', '01a2041a-aa62-7fa8-92c7-fdf8fa044ede', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 16, 117661052839264270, '2026-11-22 16:33:06.1469+00', 8, 'production.quantity_counted', 1, 'order/4711-1', 0, '{01a2041a-aa62-70ba-9f28-a6e2740965cd}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":16,"machine":"P07","order":"4711-1","rejected":0,"station":"P07"}', '\x025c601dd78114b16b20ff4a0746919b24fce2d4b0edcd0ffa4ae796d0e4c3af', '2026-11-22 16:33:06.186116+00'),
	('2026-11-22', '01a2041a-aa62-70c5-acd4-ee92cf33bfc0', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 17, 117661052839264271, '2026-11-22 16:33:06.146939+00', 8, 'production.quantity_counted', 1, 'order/4711-2', 0, '{01a2041a-aa62-7da6-a83c-91b98fc17cb4}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":17,"machine":"P07","order":"4711-2","rejected":0,"station":"P07"}', '\x9109a984c6631021da8825839ef8239467efb1c594bd2ad56d0dfe40fb1550f1', '2026-11-22 16:33:06.186118+00'),
	('2026-11-22', '01a2041a-aa62-73a9-bf95-6f3c97059264', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 18, 117661052839264272, '2026-11-22 16:33:06.146981+00', 8, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a2041a-aa62-7813-b197-eceebc81615b}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":18,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x25030638039982a0bafc605f6b18b6f016c7f49b2b33974fa4a9b3bbb771eb9f', '2026-11-22 16:33:06.18612+00'),
	('2026-11-22', '01a2041a-aa63-7aaf-9cec-8ce177ed61a4', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 19, 117661052839329792, '2026-11-22 16:33:06.14702+00', 8, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a2041a-aa62-714e-a91c-fba95807d611}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":19,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x6d15407a711fb4fede37bdebca8b56e7c7155db2b983490cfc8a43f8dc298a3b', '2026-11-22 16:33:06.186123+00'),
	('2026-11-22', '01a2041a-aa63-7bc7-8e96-7885fc2a3cdd', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 20, 117661052839329793, '2026-11-22 16:33:06.147068+00', 8, 'production.quantity_counted', 1, 'order/4711-0', 0, '{01a2041a-aa62-7be6-8014-c3442723fd12}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":20,"machine":"P07","order":"4711-0","rejected":0,"station":"P07"}', '\xb52278765aed2c4ef36c754ac5e5476d787545f0d9c5d0404d882ce6a8856b68', '2026-11-22 16:33:06.186125+00'),
	('2026-11-22', '01a2041a-aa80-7b6d-a65c-8c213709330d', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 21, 117661052841230336, '2026-11-22 16:33:06.176398+00', 8, 'production.order_finished', 1, 'order/4711-1', 2, '{01a2041a-aa62-7fa8-92c7-fdf8fa044ede}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"4711-1","station":"P07"}', '\x01d1d57f648a988acc1e1b8c6a09698d30772ef813f2f46fe28615d8b94435af', '2026-11-22 16:33:06.246402+00'),
	('2026-11-22', '01a2041a-aa80-7076-a650-5bfc0d6a924b', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 22, 117661052841230337, '2026-11-22 16:33:06.176601+00', 8, 'production.order_finished', 1, 'order/4711-2', 2, '{01a2041a-aa62-70c5-acd4-ee92cf33bfc0}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"4711-2","station":"P07"}', '\x84b4fa92fda2ddb916f52ab95a38634cb9513648f1323fd6cc7c9def4387184a', '2026-11-22 16:33:06.246434+00'),
	('2026-11-22', '01a2041a-aaaf-7ac3-ba30-4eb41d3de4d4', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 1, 117661052844310528, '2026-11-22 16:33:06.223709+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":1,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x7b997f1f46bc1102d8ae8deeb232ac34310a541b60b00fd42a45c883eb6f4bee', '2026-11-22 16:33:06.320305+00'),
	('2026-11-22', '01a2041a-aab0-7a9c-8150-f4bb9e4ffce9', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 2, 117661052844376064, '2026-11-22 16:33:06.224071+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aaaf-7ac3-ba30-4eb41d3de4d4}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":2,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x9a3fe930232587a7670b8ff2148414593c8fb557ad3dd09664cff55fbfb9df11', '2026-11-22 16:33:06.320607+00'),
	('2026-11-22', '01a2041a-aab0-72a6-a5ba-9a08a465cdbc', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 3, 117661052844376065, '2026-11-22 16:33:06.224159+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-7a9c-8150-f4bb9e4ffce9}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":3,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xee6c515ec2fcedcf5391505ed78b99670fd303175556f0cfca200bf3f0e4834a', '2026-11-22 16:33:06.320612+00'),
	('2026-11-22', '01a2041a-aab0-772c-8228-d7ada04f20d8', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 4, 117661052844376066, '2026-11-22 16:33:06.224216+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-72a6-a5ba-9a08a465cdbc}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":4,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xe55f0a52ecc00a3167db6364bc2ea7d0dcdab454e5916c1ea011140fcf389d87', '2026-11-22 16:33:06.320616+00'),
	('2026-11-22', '01a2041a-aab0-7fb0-b0e0-09975565f5ba', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 5, 117661052844376067, '2026-11-22 16:33:06.224267+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-772c-8228-d7ada04f20d8}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":5,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x05c1a6926bc7575715f5fc3b8cff9d4ccdd1aa071a78969d36ca176d0b2fbb71', '2026-11-22 16:33:06.320619+00'),
	('2026-11-22', '01a2041a-aab0-7e2f-bde0-86e045fabab4', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 6, 117661052844376068, '2026-11-22 16:33:06.224336+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-7fb0-b0e0-09975565f5ba}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":6,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xc0d55311b0c8591b04c9bf037e5c580500f0c90d1510e17eed60e12cedb1a96f', '2026-11-22 16:33:06.320621+00'),
	('2026-11-22', '01a2041a-aab0-75dc-866c-c0cb7799ec7b', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 7, 117661052844376069, '2026-11-22 16:33:06.224415+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-7e2f-bde0-86e045fabab4}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":7,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x71be35f8a8505916d8871c9a46c7d2ac1d4f7cba35b5ad8a256b08c7ca1e3e86', '2026-11-22 16:33:06.320623+00'),
	('2026-11-22', '01a2041a-aab0-7f60-86a7-76556adc6353', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 8, 117661052844376070, '2026-11-22 16:33:06.224494+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-75dc-866c-c0cb7799ec7b}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":8,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\xfa990c8f69ef61670073955917bf52f77299db0d46e70120e7066fb396d6bcfe', '2026-11-22 16:33:06.320628+00'),
	('2026-11-22', '01a2041a-aab0-7f4e-8e2f-8f5b92370203', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 9, 117661052844376071, '2026-11-22 16:33:06.224546+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-7f60-86a7-76556adc6353}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":9,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x3230e28f58fe67fbfce06eced400d50965333fea7423cd6c062b954a59f5cf99', '2026-11-22 16:33:06.32063+00'),
	('2026-11-22', '01a2041a-aab0-70ad-b5cb-516c8afb9b1a', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 10, 117661052844376072, '2026-11-22 16:33:06.224591+00', NULL, 'production.quantity_counted', 1, 'order/900', 0, '{01a2041a-aab0-7f4e-8e2f-8f5b92370203}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":10,"machine":"P07","order":"900","rejected":0,"station":"P07"}', '\x9f4052cc92f1cbd82fa252a38e44ff7ea9b6d0992499907ad9b33fd1446313bc', '2026-11-22 16:33:06.320633+00'),
	('2026-11-22', '01a2041a-aab0-7dee-9cfd-3441b36d568d', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 11, 117661052844376073, '2026-11-22 16:33:06.224638+00', NULL, 'production.order_finished', 1, 'order/900', 2, '{01a2041a-aab0-70ad-b5cb-516c8afb9b1a}', '{area/B}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"900","station":"P07"}', '\x73c33697dd6eb292bf43451f8e5ab33bbee47016908b3804e4fa89212203e773', '2026-11-22 16:33:06.320635+00'),
	('2026-11-22', '01a2041a-aab0-743e-b8ea-785e044b937d', '01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 12, 117661052844376074, '2026-11-22 16:33:06.224699+00', NULL, 'production.quantity_counted', 1, 'order/901', 0, '{}', '{area/B}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":11,"machine":"P07","order":"901","rejected":0,"station":"P07"}', '\xaaadfb302766cebab03975eb4e31a2af9d6cf41d66923489a1054019e03e66cf', '2026-11-22 16:33:06.320638+00'),
	('2026-11-22', '01a2041a-ab44-7958-9e72-ca07b6bdb371', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 23, 117661052854075392, '2026-11-22 16:33:06.372695+00', NULL, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a2041a-aa62-73a9-bf95-6f3c97059264}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":41,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\x4d661d4d721a04c7fa2a013acc957c55a4f2de1918dd94d09d2080158a25e212', '2026-11-22 16:33:06.405688+00'),
	('2026-11-22', '01a2041a-ab44-7d20-8c6e-60e2bccf5a70', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 24, 117661052854075393, '2026-11-22 16:33:06.372975+00', NULL, 'production.order_finished', 1, 'order/4711-4', 2, '{01a2041a-aa63-7aaf-9cec-8ce177ed61a4}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"4711-4","station":"P07"}', '\xbf4ad8c771a2459872a566510b5f82f6dd2a99fedc5c42e69f7614d56dc5bf60', '2026-11-22 16:33:06.40586+00'),
	('2026-11-22', '01a2041a-ab26-741f-bc2e-5cfabdda4223', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 2, 1, 117661052852109312, '2026-11-22 16:33:06.3428+00', NULL, 'production.quantity_counted', 1, 'order/4711-3', 0, '{01a2041a-aa62-73a9-bf95-6f3c97059264}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":31,"machine":"P07","order":"4711-3","rejected":0,"station":"P07"}', '\xcadb5fc110820325101564f70a8629e9f1c598380b2b19855eec629472d486a8', '2026-11-22 16:33:06.488251+00'),
	('2026-11-22', '01a2041a-ab27-7188-9867-a479eec4ca0c', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 2, 2, 117661052852174848, '2026-11-22 16:33:06.343095+00', NULL, 'production.quantity_counted', 1, 'order/4711-4', 0, '{01a2041a-aa63-7aaf-9cec-8ce177ed61a4}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":32,"machine":"P07","order":"4711-4","rejected":0,"station":"P07"}', '\x8e758cf8b18ffa4a783759733ac850ac67cb5f2a26c4c75e13c0c74f3cdaf8f4', '2026-11-22 16:33:06.488302+00'),
	('2026-11-22', '01a2041a-ab75-75b1-86b9-91d6e8da3781', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 2, 3, 117661052857286656, '2026-11-22 16:33:06.421494+00', NULL, 'production.quantity_counted', 1, 'order/4711-20', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":51,"machine":"P07","order":"4711-20","rejected":0,"station":"P07"}', '\x409a9a2a68e910a223b96284a13d4a587c82b3f654f9102742a660ff68fda8f2', '2026-11-22 16:33:06.488307+00'),
	('2026-11-22', '01a2041a-abd5-7e68-b6ad-f1080472bebe', '01a2041a-a8cc-7c40-9cf1-266f6606980c', 3, 3, 117661052863578112, '2026-11-22 16:33:06.51746+00', NULL, 'production.quantity_counted', 1, 'order/4711-20', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":51,"machine":"P07","order":"4711-20","rejected":0,"station":"P07"}', '\xbc2d3a95704bf2142be3233d55b2bf2d2d5dea6fb1445ccb25fb52c08b6d8265', '2026-11-22 16:33:06.662967+00'),
	('2026-11-22', '01a2041a-ad08-73ca-a76a-1e14e1e7ba0c', '01a2041a-aca1-7753-825a-53e58d04bb0c', 1, 1, 117661052883697664, '2026-11-22 16:33:06.824822+00', NULL, 'production.quantity_counted', 1, 'order/77', 0, '{}', '{area/A}', '{"at":"2026-03-02T06:00:00Z","by":null,"good":61,"machine":"P07","order":"77","rejected":0,"station":"P07"}', '\x6e6525ba64b55fb9ffabd0bcc8f5c3d2f1a86581f716786f7878dce4b54d702c', '2026-11-22 16:33:06.954411+00'),
	('2026-11-22', '01a2041a-ad09-7ac2-9c28-b569e5047356', '01a2041a-aca1-7753-825a-53e58d04bb0c', 1, 2, 117661052883763200, '2026-11-22 16:33:06.825137+00', NULL, 'production.order_finished', 1, 'order/77', 2, '{01a2041a-ad08-73ca-a76a-1e14e1e7ba0c}', '{area/A}', '{"at":"2026-03-02T09:00:00Z","by":null,"order":"77","station":"P07"}', '\x61be1f1e8f18e01d7523fa6ce82b4e5e1e2784ca26f6ff089fa8afa11cd407cd', '2026-11-22 16:33:06.954588+00');
ALTER TABLE mom.event_2026_11 ENABLE TRIGGER ALL;
ALTER TABLE mom.event_2026_12 DISABLE TRIGGER ALL;
ALTER TABLE mom.event_2026_12 ENABLE TRIGGER ALL;
ALTER TABLE mom.event_2027_01 DISABLE TRIGGER ALL;
ALTER TABLE mom.event_2027_01 ENABLE TRIGGER ALL;
ALTER TABLE mom.event_2027_02 DISABLE TRIGGER ALL;
ALTER TABLE mom.event_2027_02 ENABLE TRIGGER ALL;
ALTER TABLE mom.event_again DISABLE TRIGGER ALL;
INSERT INTO mom.event_again VALUES
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 3, 1, '01a2041a-ab26-741f-bc2e-5cfabdda4223', '\xcadb5fc110820325101564f70a8629e9f1c598380b2b19855eec629472d486a8'),
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 3, 2, '01a2041a-ab27-7188-9867-a479eec4ca0c', '\x8e758cf8b18ffa4a783759733ac850ac67cb5f2a26c4c75e13c0c74f3cdaf8f4');
ALTER TABLE mom.event_again ENABLE TRIGGER ALL;
ALTER TABLE mom.event_default DISABLE TRIGGER ALL;
ALTER TABLE mom.event_default ENABLE TRIGGER ALL;
ALTER TABLE mom.feed_2026_11 DISABLE TRIGGER ALL;
INSERT INTO mom.feed_2026_11 VALUES
	('2026-11-22', 1, 1, '01a2041a-aa61-75c3-974c-cc0c8acabf3b'),
	('2026-11-22', 1, 2, '01a2041a-aa62-7978-a1e3-db3cea822c1b'),
	('2026-11-22', 1, 3, '01a2041a-aa62-76c5-a879-665081e8e6cd'),
	('2026-11-22', 1, 4, '01a2041a-aa62-749d-9512-d9054ec1b70f'),
	('2026-11-22', 1, 5, '01a2041a-aa62-7d98-8fa2-cdc71dfccca6'),
	('2026-11-22', 1, 6, '01a2041a-aa62-7eed-b40a-215e3d8e98c9'),
	('2026-11-22', 1, 7, '01a2041a-aa62-792d-bd56-7eb0c2a23067'),
	('2026-11-22', 1, 8, '01a2041a-aa62-7bc4-86d1-f5bda47c798c'),
	('2026-11-22', 1, 9, '01a2041a-aa62-7b4f-b11a-5461f5f46e37'),
	('2026-11-22', 1, 10, '01a2041a-aa62-783c-a446-d6c8e614aca9'),
	('2026-11-22', 1, 11, '01a2041a-aa62-70ba-9f28-a6e2740965cd'),
	('2026-11-22', 1, 12, '01a2041a-aa62-7da6-a83c-91b98fc17cb4'),
	('2026-11-22', 1, 13, '01a2041a-aa62-7813-b197-eceebc81615b'),
	('2026-11-22', 1, 14, '01a2041a-aa62-714e-a91c-fba95807d611'),
	('2026-11-22', 1, 15, '01a2041a-aa62-7be6-8014-c3442723fd12'),
	('2026-11-22', 1, 16, '01a2041a-aa62-7fa8-92c7-fdf8fa044ede'),
	('2026-11-22', 1, 17, '01a2041a-aa62-70c5-acd4-ee92cf33bfc0'),
	('2026-11-22', 1, 18, '01a2041a-aa62-73a9-bf95-6f3c97059264'),
	('2026-11-22', 1, 19, '01a2041a-aa63-7aaf-9cec-8ce177ed61a4'),
	('2026-11-22', 1, 20, '01a2041a-aa63-7bc7-8e96-7885fc2a3cdd'),
	('2026-11-22', 1, 21, '01a2041a-aa80-7b6d-a65c-8c213709330d'),
	('2026-11-22', 1, 22, '01a2041a-aa80-7076-a650-5bfc0d6a924b'),
	('2026-11-22', 3, 1, '01a2041a-aaaf-7ac3-ba30-4eb41d3de4d4'),
	('2026-11-22', 3, 2, '01a2041a-aab0-7a9c-8150-f4bb9e4ffce9'),
	('2026-11-22', 3, 3, '01a2041a-aab0-72a6-a5ba-9a08a465cdbc'),
	('2026-11-22', 3, 4, '01a2041a-aab0-772c-8228-d7ada04f20d8'),
	('2026-11-22', 3, 5, '01a2041a-aab0-7fb0-b0e0-09975565f5ba'),
	('2026-11-22', 3, 6, '01a2041a-aab0-7e2f-bde0-86e045fabab4'),
	('2026-11-22', 3, 7, '01a2041a-aab0-75dc-866c-c0cb7799ec7b'),
	('2026-11-22', 3, 8, '01a2041a-aab0-7f60-86a7-76556adc6353'),
	('2026-11-22', 3, 9, '01a2041a-aab0-7f4e-8e2f-8f5b92370203'),
	('2026-11-22', 3, 10, '01a2041a-aab0-70ad-b5cb-516c8afb9b1a'),
	('2026-11-22', 3, 11, '01a2041a-aab0-7dee-9cfd-3441b36d568d'),
	('2026-11-22', 3, 12, '01a2041a-aab0-743e-b8ea-785e044b937d'),
	('2026-11-22', 1, 23, '01a2041a-ab44-7958-9e72-ca07b6bdb371'),
	('2026-11-22', 1, 24, '01a2041a-ab44-7d20-8c6e-60e2bccf5a70'),
	('2026-11-22', 1, 25, '01a2041a-ab26-741f-bc2e-5cfabdda4223'),
	('2026-11-22', 1, 26, '01a2041a-ab27-7188-9867-a479eec4ca0c'),
	('2026-11-22', 1, 27, '01a2041a-ab75-75b1-86b9-91d6e8da3781'),
	('2026-11-22', 1, 28, '01a2041a-abd5-7e68-b6ad-f1080472bebe'),
	('2026-11-22', 1, 29, '01a2041a-ad08-73ca-a76a-1e14e1e7ba0c'),
	('2026-11-22', 1, 30, '01a2041a-ad09-7ac2-9c28-b569e5047356');
ALTER TABLE mom.feed_2026_11 ENABLE TRIGGER ALL;
ALTER TABLE mom.feed_2026_12 DISABLE TRIGGER ALL;
ALTER TABLE mom.feed_2026_12 ENABLE TRIGGER ALL;
ALTER TABLE mom.feed_2027_01 DISABLE TRIGGER ALL;
ALTER TABLE mom.feed_2027_01 ENABLE TRIGGER ALL;
ALTER TABLE mom.feed_2027_02 DISABLE TRIGGER ALL;
ALTER TABLE mom.feed_2027_02 ENABLE TRIGGER ALL;
ALTER TABLE mom.feed_default DISABLE TRIGGER ALL;
ALTER TABLE mom.feed_default ENABLE TRIGGER ALL;
ALTER TABLE mom.topic DISABLE TRIGGER ALL;
INSERT INTO mom.topic VALUES
	(2, 'plant', 0, 0),
	(3, 'area/B', 12, 0),
	(1, 'area/A', 30, 0);
ALTER TABLE mom.topic ENABLE TRIGGER ALL;
ALTER TABLE mom.station DISABLE TRIGGER ALL;
INSERT INTO mom.station VALUES
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 'P07', 1, 'mom_p07_6606980c', '\xad8dcf30c14d1d0f06eed0d5c59b8b65690591decbe6d81406703ab6b02fbcb0', 'active', '2026-11-22 16:33:05.902822+00', NULL, '', ''),
	('01a2041a-a9bc-78fe-99ae-e6c9f6794951', 'Q01', 3, 'mom_q01_f6794951', '\xf361a8b27bc964cb005d078113d37fd6ae6e158ae10fbefbc19bdd0839e21bb8', 'active', '2026-11-22 16:33:06.104352+00', NULL, '', ''),
	('01a2041a-aca1-7753-825a-53e58d04bb0c', 'P09', 1, 'mom_p09_8d04bb0c', '\x31cf922dd95aa5061f6b6d0f834c10ca6663e0a39a963edf09bc7f384f9453ce', 'revoked', '2026-11-22 16:33:06.798705+00', '2026-11-22 16:33:07.142922+00', 'replaced', ''),
	('01a2041a-addc-7d0f-80e0-3809e9747912', 'P09', 1, 'mom_p09_e9747912', '\xe24df2df8a0f725e895f14881502a32aaadd05cc48ea00c42a8c04c27f20dcf4', 'active', '2026-11-22 16:33:07.204246+00', NULL, '', '');
ALTER TABLE mom.station ENABLE TRIGGER ALL;
ALTER TABLE mom.log_head DISABLE TRIGGER ALL;
INSERT INTO mom.log_head VALUES
	('01a2041a-a9bc-78fe-99ae-e6c9f6794951', 1, 12, '\xaaadfb302766cebab03975eb4e31a2af9d6cf41d66923489a1054019e03e66cf', '2026-11-22 16:33:06.10498+00', 'enrol', 1, '\x'),
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, 24, '\xbf4ad8c771a2459872a566510b5f82f6dd2a99fedc5c42e69f7614d56dc5bf60', '2026-11-22 16:33:05.903668+00', 'enrol', 1, '\x'),
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 2, 3, '\x409a9a2a68e910a223b96284a13d4a587c82b3f654f9102742a660ff68fda8f2', '2026-11-22 16:33:06.458358+00', 'fork', 1, '\x'),
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 3, 3, '\xbc2d3a95704bf2142be3233d55b2bf2d2d5dea6fb1445ccb25fb52c08b6d8265', '2026-11-22 16:33:06.600911+00', 'fork', 1, '\x'),
	('01a2041a-aca1-7753-825a-53e58d04bb0c', 1, 2, '\x61be1f1e8f18e01d7523fa6ce82b4e5e1e2784ca26f6ff089fa8afa11cd407cd', '2026-11-22 16:33:06.807237+00', 'enrol', 1, '\x'),
	('01a2041a-addc-7d0f-80e0-3809e9747912', 1, 0, '\x', '2026-11-22 16:33:07.204836+00', 'enrol', 1, '\x');
ALTER TABLE mom.log_head ENABLE TRIGGER ALL;
ALTER TABLE mom.reader_area DISABLE TRIGGER ALL;
ALTER TABLE mom.reader_area ENABLE TRIGGER ALL;
ALTER TABLE mom.retention DISABLE TRIGGER ALL;
INSERT INTO mom.retention VALUES
	(true, '-infinity');
ALTER TABLE mom.retention ENABLE TRIGGER ALL;
ALTER TABLE mom.revision DISABLE TRIGGER ALL;
INSERT INTO mom.revision VALUES
	('0004');
ALTER TABLE mom.revision ENABLE TRIGGER ALL;
ALTER TABLE mom.schema_version DISABLE TRIGGER ALL;
INSERT INTO mom.schema_version VALUES
	(1, '2026-11-22 16:33:05.277175+00'),
	(2, '2026-11-22 16:33:05.287888+00'),
	(3, '2026-11-22 16:33:05.367696+00'),
	(4, '2026-11-22 16:33:05.416043+00');
ALTER TABLE mom.schema_version ENABLE TRIGGER ALL;
ALTER TABLE mom.station_seen DISABLE TRIGGER ALL;
INSERT INTO mom.station_seen VALUES
	('01a2041a-a9bc-78fe-99ae-e6c9f6794951', '2026-11-22 16:33:06.19382+00', 'momstation 0.1.0'),
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', '2026-11-22 16:33:06.577926+00', 'momstation 0.1.0'),
	('01a2041a-aca1-7753-825a-53e58d04bb0c', '2026-11-22 16:33:06.910177+00', 'momstation 0.1.0');
ALTER TABLE mom.station_seen ENABLE TRIGGER ALL;
ALTER TABLE mom.station_topic DISABLE TRIGGER ALL;
INSERT INTO mom.station_topic VALUES
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 1, true),
	('01a2041a-a8cc-7c40-9cf1-266f6606980c', 2, true),
	('01a2041a-a9bc-78fe-99ae-e6c9f6794951', 2, true),
	('01a2041a-a9bc-78fe-99ae-e6c9f6794951', 3, true),
	('01a2041a-aca1-7753-825a-53e58d04bb0c', 2, true),
	('01a2041a-aca1-7753-825a-53e58d04bb0c', 1, true),
	('01a2041a-addc-7d0f-80e0-3809e9747912', 2, true),
	('01a2041a-addc-7d0f-80e0-3809e9747912', 1, true);
ALTER TABLE mom.station_topic ENABLE TRIGGER ALL;
ALTER TABLE mom.stream_topic DISABLE TRIGGER ALL;
INSERT INTO mom.stream_topic VALUES
	(1, 'order/4711-0', '2026-11-22', 20, false),
	(1, 'order/4711-1', '2026-11-22', 21, true),
	(1, 'order/4711-2', '2026-11-22', 22, true),
	(3, 'order/900', '2026-11-22', 11, true),
	(3, 'order/901', '2026-11-22', 12, false),
	(1, 'order/4711-3', '2026-11-22', 25, false),
	(1, 'order/4711-4', '2026-11-22', 26, false),
	(1, 'order/4711-20', '2026-11-22', 28, false),
	(1, 'order/77', '2026-11-22', 30, true);
ALTER TABLE mom.stream_topic ENABLE TRIGGER ALL;
ALTER TABLE mom.ticket DISABLE TRIGGER ALL;
ALTER TABLE mom.ticket ENABLE TRIGGER ALL;
SELECT pg_catalog.setval('mom.ticket_ticket_id_seq', 1, false);
SELECT pg_catalog.setval('mom.topic_topic_id_seq', 8, true);
SELECT pg_catalog.setval('mom.wrong_codes', 0, false);
