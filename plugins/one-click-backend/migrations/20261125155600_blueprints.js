// @ts-check

const INSTANT_LENGTH = 24;

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function belongToBlueprint(table) {
  return table
    .string('blueprint_id', 36)
    .notNullable()
    .references('id')
    .inTable('blueprints')
    .onDelete('CASCADE');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('blueprints', table => {
    table.comment('Blueprints that people made; those of sources are not kept');
    table.string('id', 36).primary();
    table.string('name', 63).notNullable().unique();
    table.string('title').notNullable();
    table.text('summary').notNullable();
    table.text('readme', 'longtext').notNullable();
    table.string('owner').notNullable();
    table.string('visibility', 16).notNullable();
    table.integer('newest').notNullable().comment('Number of the last version');
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.string('changed_at', INSTANT_LENGTH).notNullable();
    table.string('changed_by').notNullable();
    table.index(['owner', 'name'], 'blueprints_owner_idx');
    table.index(['visibility', 'name'], 'blueprints_visibility_idx');
  });

  await knex.schema.createTable('blueprint_versions', table => {
    table.comment('Appended, never changed');
    belongToBlueprint(table);
    table.integer('number').notNullable();
    table.text('template', 'longtext').notNullable();
    table.text('parameters', 'longtext').notNullable();
    table.text('notes').notNullable();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.primary(['blueprint_id', 'number']);
  });

  await knex.schema.createTable('blueprint_shares', table => {
    table.comment('The link of a blueprint: one works at a time');
    belongToBlueprint(table).primary();
    table.string('token_hash', 64).notNullable().unique();
    table.string('created_at', INSTANT_LENGTH).notNullable();
    table.string('created_by').notNullable();
    table.string('expires_at', INSTANT_LENGTH).notNullable();
  });

  await knex.schema.createTable('blueprint_subscriptions', table => {
    table.comment('Users and groups that have a blueprint, beside its owners');
    belongToBlueprint(table);
    table.string('principal').notNullable();
    table.string('since', INSTANT_LENGTH).notNullable();
    table.string('by').notNullable();
    table.primary(['blueprint_id', 'principal']);
    table.index(['principal'], 'blueprint_subscriptions_principal_idx');
  });

  await knex.schema.createTable('rollout_blueprints', table => {
    table.comment('What rollouts were made from; outlives the blueprint');
    table
      .string('rollout_id', 36)
      .primary()
      .references('id')
      .inTable('rollouts')
      .onDelete('CASCADE');
    table.string('blueprint', 63).notNullable().comment('Its name');
    table.integer('version').notNullable();
    table
      .text('parameters', 'longtext')
      .notNullable()
      .comment('Answers without those to secret questions');
    table.index(
      ['blueprint', 'version', 'rollout_id'],
      'rollout_blueprints_use_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('rollout_blueprints');
  await knex.schema.dropTable('blueprint_subscriptions');
  await knex.schema.dropTable('blueprint_shares');
  await knex.schema.dropTable('blueprint_versions');
  await knex.schema.dropTable('blueprints');
};
